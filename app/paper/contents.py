"""What is asked about paper."""

from app.contents import Contents
from app.paper.queries import PRINT_QUEUE

PAPER = Contents(queries=(PRINT_QUEUE,))
