"""What schemathesis must know besides the description of the API; `fuzz_api` names this file to it."""

import schemathesis

schemathesis.serializer.alias("application/vnd.hocvuso.parcel", "application/octet-stream")
