#!/bin/sh
self=$0
if [ -h "$self" ] && command -v readlink >/dev/null 2>&1; then self=$(readlink -f "$self"); fi
case $self in */*) here=${self%/*} ;; *) here=. ;; esac
here=$(CDPATH='' cd -- "$here" && pwd) || exit 2
exec "$here/python/bin/python3" -I -X utf8 -m toolkit "$@"
