"""`python -m forebygg.site` is the same as `forebygg`."""

import sys

from forebygg.site.cli import main

sys.exit(main())
