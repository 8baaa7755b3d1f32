@echo off
setlocal
title nianbao
if not exist "%~dp0python\python.exe" goto unpack
"%~dp0python\python.exe" -I -X utf8 -m toolkit desk %*
if errorlevel 1 pause
exit /b
:unpack
powershell -NoProfile -Command "Write-Host (-join [char[]]({codes}))"
pause
exit /b 2
