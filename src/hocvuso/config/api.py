"""The JSON door `/api/v1/`; each room brings its own router."""

from ninja import NinjaAPI

from hocvuso.assistant.api import router as assistant
from hocvuso.contests.api import router as contests
from hocvuso.exchange.api import router as exchange
from hocvuso.learning.api import router as learning
from hocvuso.partners.api import router as partners

api = NinjaAPI(title="Học Vụ Số", version="1", urls_namespace="api", docs_url=None)
api.add_router("", learning)
api.add_router("", contests)
api.add_router("", assistant)
api.add_router("/exchange", exchange)
api.add_router("/exchange", partners)
