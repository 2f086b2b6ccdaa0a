"""The desk: where analysts search, read and watch. A web application over Elasticsearch.

How a page is added
-------------------
1. `consumers/desk/pages/NAME.py` with a `router`, and a template `consumers/desk/templates/NAME.html`::

       router = APIRouter()

       @router.get("/counts")
       async def counts(request: Request, desk: TheDesk, user: Reader) -> Response:
           found = await desk.store.searches("claims", [...])
           return page(request, "counts.html", found=found)

   `TheDesk`, `Reader`, `Analyst` and `Admin` are from `consumers.desk.access`: a parameter of type `Analyst` is the
   user, and lets no one in who is less. `page` (`consumers.desk.page`) fills in what `base.html` needs.
2. What it shows as JSON: `consumers/desk/api/NAME.py` with a `router` of paths that begin with `/api/`. Every call
   has a model for its answer and an example.
3. A line for each module in `consumers/desk/rooms.py`, and one for the page in the list at the top.

What holds everywhere, and who sees to it
-----------------------------------------
- **Escaping**: Jinja escapes everything; `| safe` and `Markup` are not used on what a story holds. Addresses from
  stories go through the filter `web_address`, which lets http and https through and nothing else.
- **No inline script or style**: the content policy forbids both, `style="…"` too. Scripts are files under `static/`,
  named in a page's `{% block scripts %}` by `static('NAME.js')`; what they need is in `data-…` attributes. Sizes that
  are computed go into SVG attributes.
- **Forms**: `<form method="post">` has `{{ csrf_field() }}` in it. htmx sends the token by itself (`desk.js`). A POST
  without it is answered 403 before the route runs; JSON to `/api/` needs none, for no other site's page can send it.
- **Searches that a person typed** go through `consumers.rules.searches.fault` first.
- **Elasticsearch away**: let `Unavailable` through; the app answers 503 with a page that comes back by itself.
  `Refused` (`consumers.desk.errors`) is a fault of who asks: a page with one clear line, or JSON, status 400.
"""
