@echo off
setlocal
title nianbao
if not exist "%~dp0python\python.exe" goto unpack
"%~dp0python\python.exe" -I -X utf8 -m toolkit desk %*
if not "%errorlevel%"=="0" pause
exit /b
:unpack
powershell -NoProfile -Command "Write-Host (-join [char[]]({codes}))"
pause
exit /b 2
