#!/bin/sh
# Only what the shell itself can do: nothing else need be on the machine.
self=$0
if [ -h "$self" ] && command -v readlink >/dev/null 2>&1; then self=$(readlink -f "$self"); fi
case $self in */*) here=${self%/*} ;; *) here=. ;; esac
here=$(CDPATH='' cd -- "$here" && pwd) || exit 2
if [ ! -x "$here/python/bin/python3" ]; then
    echo "这个文件要留在解压出来的文件夹里，不能单独拿走；也可能压缩包没有解全，请重新解压。" >&2
    exit 2
fi
exec "$here/python/bin/python3" -I -X utf8 -m toolkit desk "$@"
