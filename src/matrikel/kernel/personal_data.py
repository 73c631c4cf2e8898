"""The page of the personal-data map for the job queue, whose rows hold ids and nothing else."""

from matrikel.kernel.personal_data_map import NONE, TableClass, table

table(
    "procrastinate.ProcrastinateJob",
    about=None,
    table_class=TableClass.INSTALLATION,
    id=NONE,
    queue_name=NONE,
    task_name=NONE,
    lock=NONE,
    args=NONE,
    status=NONE,
    scheduled_at=NONE,
    attempts=NONE,
    queueing_lock=NONE,
    priority=NONE,
    abort_requested=NONE,
    worker=NONE,
)
table(
    "procrastinate.ProcrastinateEvent",
    about=None,
    table_class=TableClass.INSTALLATION,
    id=NONE,
    job=NONE,
    type=NONE,
    at=NONE,
)
table(
    "procrastinate.ProcrastinatePeriodicDefer",
    about=None,
    table_class=TableClass.INSTALLATION,
    id=NONE,
    task_name=NONE,
    defer_timestamp=NONE,
    job=NONE,
    periodic_id=NONE,
)
table(
    "procrastinate.ProcrastinateWorker",
    about=None,
    table_class=TableClass.INSTALLATION,
    id=NONE,
    last_heartbeat=NONE,
)
