"""A running Dask cluster as an executor. Its library is loaded only where a cluster is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...refusal import GET_SCALE, ScaleError

if TYPE_CHECKING:
    from .executor import Executor

_CONNECT = 15.0  # seconds to find the scheduler, and then a worker


@contextmanager
def cluster(address: str | None) -> Iterator[Executor | None]:
    """Yields the cluster whose scheduler is at ``address`` as an executor; None where there is no address.

    Raises ScaleError where it can't be reached, has no workers, or Dask is not installed. A worker that is lost
    costs its tasks only: the scheduler hands them to others.
    """
    if address is None:
        yield None
        return
    try:
        dask, distributed = importlib.import_module("dask"), importlib.import_module("distributed")
    except ImportError:
        raise ScaleError(f"--scheduler 需要另装组件，请运行：{GET_SCALE}") from None
    # Workbooks travel with their tasks on purpose.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})
    try:
        client = distributed.Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ScaleError(f"连不上调度程序 {address}，请检查地址和网络") from error
    try:
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError as error:
            raise ScaleError(f"调度程序 {address} 下没有工作进程，请先启动 dask worker") from error
        yield client.get_executor(pure=False)
    finally:
        client.close()
