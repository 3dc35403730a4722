"""Every address of the site, and what each kind of visitor gets there.

A row is: route as Django knows it | method and address as asked | cells. One cell is for everybody; three cells are
nobody, trying, learner, and officials get what nobody gets (a learner's page knows them only by their phone's
token); four are those three and every official; nine follow `visitors.KINDS`:

nobody     a browser that was never here          official2  chair of MAY who used her second factor
trying     an anonymous learner                    employer   the same, but also managing staff for the employer
learner    a claimed learner who agreed            neighbour  chair of another union, second factor used
official   chair of MAY, password only             operator   runs the site, password only; no role in any unit
                                                   operator2  the same, second factor used
`double` sees names by one role and manages staff by another: she gets what the employer's side gets.

A cell is a status, or `>` and the beginning of where a 302 leads. Names in braces come from `visitors.build`; what
follows the address in a POST are its fields; JSON sends a body with the origin of this site, FOREIGN with another's.
A test fails for a route that has no row here, and for a row without a route.
"""

# ruff: noqa: E501 - a row is a line

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from tests.house.visitors import KINDS, TWINS

# Longer answers by a short name: come in first, set up or use the second factor, prove the password again.
SHORT = {
    "@": ">/cb/tai-khoan/vao",
    "@@": ">/cb/tai-khoan/buoc-hai/cai",
    "@!": ">/cb/tai-khoan/mat-khau",
    "@op": ">/quan-tri/login/",
}
ONE_OF_EACH = {"nobody", "trying", "learner", "official2"}
# Below these every route of Django's admin answers like the first row named so.
PREFIXES = ("quan-tri/",)

TABLE = """
# --- plumbing
ngon-ngu/<slug:code> | GET /ngon-ngu/en?ve=/toi | >/toi
ngon-ngu/<slug:code> | GET /ngon-ngu/xx | 404
giao-dien/<slug:theme> | GET /giao-dien/dark?ve=//elsewhere.example | >/
giao-dien/<slug:theme> | GET /giao-dien/pink | 404
ping | GET /ping | 200
health | GET /health | 200
sw.js | GET /sw.js | 200
manifest.webmanifest | GET /manifest.webmanifest | 200
# --- people: keeping results
luu | GET /luu | 200 | 200 | >/toi
luu/the | GET /luu/the | 200
luu/the | POST /luu/the ma=22222222 | 422
luu/toi | GET /luu/toi | >/luu/the
luu/toi | POST /luu/toi answer=yes | >/luu/the
luu/so | GET /luu/so | 200
luu/so | POST /luu/so ten=Lan&so=12 | 422
luu/ma | GET /luu/ma | >/luu | >/luu | >/muc-tieu
luu/ma | POST /luu/ma code=2846&again=2846 | >/luu | >/luu | >/muc-tieu
# --- people: coming in, leaving
vao | GET /vao | 200
vao | POST /vao ma=22222222 | 422
vao/ma | GET /vao/ma | >/vao
vao/ma | POST /vao/ma code=2846 | >/vao
khong-phai-toi | GET /khong-phai-toi | >/ | 200 | 200
khong-phai-toi | POST /khong-phai-toi | >/
# --- people: consent and own data
dong-y | GET /dong-y | >/hom-nay | 200 | 200
dong-y | POST /dong-y answer=yes | >/hom-nay | >/dau-vao | >/dau-vao
toi | GET /toi | 200
toi/ve-toi | GET /toi/ve-toi | >/toi | >/toi | 200
toi/ve-toi | POST /toi/ve-toi shift=day&age=nonsense | >/toi | >/toi | >/toi/ve-toi?luu=1
toi/ve-toi | POST /toi/ve-toi xoa=1 | >/toi | >/toi | >/toi/ve-toi?xoa=1
toi/du-lieu | GET /toi/du-lieu | >/toi | 200 | 200
toi/du-lieu/dong-y | GET /toi/du-lieu/dong-y | 405
toi/du-lieu/dong-y | POST /toi/du-lieu/dong-y purpose=count&given=0 | >/toi/du-lieu
toi/du-lieu/ten | GET /toi/du-lieu/ten | 405
toi/du-lieu/ten | POST /toi/du-lieu/ten ten=Lan Mai | >/toi | 200 | >/toi/du-lieu
toi/du-lieu/tai | GET /toi/du-lieu/tai | >/toi | 200 | 200
toi/du-lieu/xoa | GET /toi/du-lieu/xoa | >/toi | 200 | 200
toi/du-lieu/xoa | POST /toi/du-lieu/xoa | >/toi | 200 | 200
# --- unions, for learners
m/<slug:code> | GET /m/214001 | >/
m/<slug:code> | GET /m/999999 | >/
m/<slug:code>/<slug:channel> | GET /m/214001/zalo | >/m/214001
m/<slug:code>/<slug:channel> | GET /m/999999/x | >/m/999999
luu/don-vi | GET /luu/don-vi | >/luu | >/luu | 200
luu/don-vi | POST /luu/don-vi unit={unit} | >/luu | >/luu | >/muc-tieu
# --- unions: taking a role on; whoever is in as another official is asked to leave first
cb/nhan-viec/<slug:secret> | GET /cb/nhan-viec/{invitation} | 200 | 200 | 200 | 409
cb/nhan-viec/<slug:secret> | GET /cb/nhan-viec/0123456789abcdef | 404
cb/nhan-viec/<slug:secret> | POST /cb/nhan-viec/{invitation} viec=nhan | >/cb/nhan-viec/buoc/ma | >/cb/nhan-viec/buoc/ma | >/cb/nhan-viec/buoc/ma | 409
cb/nhan-viec/buoc/ma | GET /cb/nhan-viec/buoc/ma | >/cb/
cb/nhan-viec/buoc/ma | POST /cb/nhan-viec/buoc/ma code=284617 | >/cb/
cb/nhan-viec/buoc/so-khac | GET /cb/nhan-viec/buoc/so-khac | >/cb/
cb/nhan-viec/buoc/ma-rieng | GET /cb/nhan-viec/buoc/ma-rieng | >/cb/
cb/nhan-viec/buoc/ma-rieng | POST /cb/nhan-viec/buoc/ma-rieng code=284617&again=284617&may=rieng | >/cb/
# --- learning: the first minutes
 | GET / | 200 | >/hom-nay | >/hom-nay
p/<slug:code> | GET /p/tin-lua-dao | 200
p/<slug:code> | GET /p/khong-co | 404
thu/<slug:code> | GET /thu/tin-lua-dao | 200
thu/<slug:code> | POST /thu/tin-lua-dao verdict=trust | >/thu/tin-lua-dao/
thu/<slug:code> | POST /thu/tin-lua-dao | 422
thu/<slug:code>/<str:event> | GET /thu/tin-lua-dao/{event} | >/thu/tin-lua-dao | >/thu/tin-lua-dao | 200
thu/<slug:code>/<str:event> | GET /thu/tin-lua-dao/x | >/thu/tin-lua-dao
muc-tieu | GET /muc-tieu | >/ | 200 | 200
muc-tieu | POST /muc-tieu goal=money | >/ | >/dong-y | >/dong-y
dau-vao | GET /dau-vao | >/ | 200 | 200
dau-vao | POST /dau-vao item={item} | >/ | 422 | 422
# --- learning: hubs
hom-nay | GET /hom-nay | >/ | 200 | 200
ky-nang | GET /ky-nang | >/ | 200 | 200
ky-nang/<skill:skill> | GET /ky-nang/kns.4.3 | 200
ky-nang/<skill:skill> | GET /ky-nang/kns.99.99 | 404
tien-bo | GET /tien-bo | >/ | 200 | 200
chon | GET /chon | >/ | 200 | 200
chon | POST /chon easy=1 | >/ | >/hom-nay | >/hom-nay
doi-bai | GET /doi-bai | 405
doi-bai | POST /doi-bai plan={nothing} | >/hom-nay
biet-roi/<skill:skill> | GET /biet-roi/kns.4.3 | 405
biet-roi/<skill:skill> | POST /biet-roi/kns.4.3 | >/ | >/lam/kns.4.3/ | >/lam/kns.4.3/
xong | GET /xong | >/ | 200 | 200
mat-mang | GET /mat-mang | 200
# --- learning: doing; everybody may read and try, an answer makes an anonymous learner
bai/<skill:skill>/<slug:lesson>/<slug:step> | GET /bai/kns.4.3/three-questions/who-sent-it | 200
bai/<skill:skill>/<slug:lesson>/<slug:step> | GET /bai/kns.4.3/three-questions/nothing | 404
bai/<skill:skill>/<slug:lesson>/<slug:step> | POST /bai/kns.4.3/three-questions/who-sent-it | >/bai/kns.4.3/three-questions/what-do-they-want
lam/<skill:skill>/<slug:slug> | GET /lam/kns.4.3/parcel-signs | 200
lam/<skill:skill>/<slug:slug> | GET /lam/kns.4.3/nothing | 404
lam/<skill:skill>/<slug:slug> | POST /lam/kns.4.3/parcel-signs dont_know=1 | >/ket-qua/
lam/<skill:skill>/<slug:slug> | POST /lam/kns.4.3/parcel-signs | 422
ket-qua/<str:event> | GET /ket-qua/{event} | >/hom-nay | >/hom-nay | 200
ket-qua/<str:event> | GET /ket-qua/{nothing} | >/hom-nay
nho-nguoi | GET /nho-nguoi | 405
nho-nguoi | POST /nho-nguoi step=kns.4.3/three-questions%23who-sent-it&back=//elsewhere.example | 200
# --- assistant
hoi | GET /hoi | 200
hoi | POST /hoi q=lam sao biet tin nhan lua dao | 200
hoi | POST /hoi q= | 422
hoi/nguoi | GET /hoi/nguoi | 200 | 200 | >/hoi/nguoi/
hoi/nguoi | POST /hoi/nguoi q=giup em voi | 200 | >/hoi/nguoi/ | >/hoi/nguoi/
hoi/nguoi | POST /hoi/nguoi q= | 200 | 422 | >/hoi/nguoi/
hoi/nguoi/<uuid:request_id> | GET /hoi/nguoi/{help} | 404 | 404 | 200
hoi/nguoi/<uuid:request_id> | POST /hoi/nguoi/{help} viec=viet&q=chi oi | 404 | 404 | >/hoi/nguoi/
hoi/nguoi/<uuid:request_id> | POST /hoi/nguoi/{help} viec=viet&q= | 404 | 404 | 422
hoi/nguoi/<uuid:request_id> | POST /hoi/nguoi/{help} viec=rut | 404 | 404 | 200
hoi/nguoi/<uuid:request_id> | POST /hoi/nguoi/{help} viec=nonsense | 404
soan/ban-nhap | GET /soan/ban-nhap | @ | @ | @ | 403
hoi/giup/<uuid:question> | GET /hoi/giup/{question} | 405
hoi/giup/<uuid:question> | POST /hoi/giup/{question} yes=1 | 200
hoi/noi-lai/<uuid:question> | GET /hoi/noi-lai/{question} | 204
hoi/noi-lai/<uuid:question> | POST /hoi/noi-lai/{question} | 405
hoi/hoc | GET /hoi/hoc | >/ | 200 | 200
hoi/hoc | POST /hoi/hoc nut=go | >/ | >/hoi/hoc | >/hoi/hoc
hoi/ai | GET /hoi/ai | 405
hoi/ai | POST /hoi/ai on=0 | >/hoi
kiem-tra | GET /kiem-tra | 200
kiem-tra | POST /kiem-tra tin=chuyen tien gap cho em | 200
kiem-tra | POST /kiem-tra tin= | 422
hoi/chon/<uuid:question> | GET /hoi/chon/{question}?toi=kns.4.3 | >/ky-nang/kns.4.3
hoi/chon/<uuid:question> | GET /hoi/chon/{nothing}?toi=x | >/ky-nang
kiem-tra/anh | GET /kiem-tra/anh | 405
kiem-tra/anh | POST /kiem-tra/anh | 422
hoi/xoa | GET /hoi/xoa | 405
hoi/xoa | POST /hoi/xoa | >/hoi
# --- assistant, for authors: none of these visitors is one (tests/rooms/assistant/test_authoring.py has one)
cb/tac-gia | GET /cb/tac-gia | @ | @ | @ | 403
cb/tac-gia/them | GET /cb/tac-gia/them | 405
cb/tac-gia/them | POST /cb/tac-gia/them cau=x&buoc=x | @ | @ | @ | 403
cb/tac-gia/ngoai | POST /cb/tac-gia/ngoai nhom={nothing} | @ | @ | @ | 403
cb/tac-gia/go | POST /cb/tac-gia/go so={nothing} | @ | @ | @ | 403
cb/tac-gia/da-them | GET /cb/tac-gia/da-them | @ | @ | @ | 403
cb/tac-gia/buoc | GET /cb/tac-gia/buoc | @ | @ | @ | 403
cb/tac-gia/chay | POST /cb/tac-gia/chay viec=gom | @ | @ | @ | 403
# --- channels: notices
thong-bao | GET /thong-bao | >/toi | 200 | 200
thong-bao/gio | GET /thong-bao/gio | >/toi | 200 | 200
thong-bao/gio | POST /thong-bao/gio shift=night | >/toi | >/thong-bao/gio | >/thong-bao/gio
thong-bao/gio | POST /thong-bao/gio shift=own&work_from=x | >/toi | 422 | 422
thong-bao/dung/<str:token> | GET /thong-bao/dung/x | 404
thong-bao/dung/<str:token> | GET /thong-bao/dung/{stop} | 200
thong-bao/dung/<str:token> | POST /thong-bao/dung/{stop} List-Unsubscribe=One-Click | 200
thong-bao/gui-lai/<str:token> | GET /thong-bao/gui-lai/x | 405
thong-bao/gui-lai/<str:token> | POST /thong-bao/gui-lai/x | 404
thong-bao/gui-lai/<str:token> | POST /thong-bao/gui-lai/{stop} | 200
thong-bao/thu/<str:token> | GET /thong-bao/thu/x | 404
thong-bao/thu/<str:token> | GET /thong-bao/thu/{confirm} | 200
thong-bao/thu/<str:token> | POST /thong-bao/thu/{confirm} | 404
cb/thong-bao | GET /cb/thong-bao | @ | @ | @ | 200
cb/thong-bao/gio | GET /cb/thong-bao/gio | @ | @ | @ | 200
cb/thong-bao/gio | POST /cb/thong-bao/gio shift=office | @ | @ | @ | >/cb/thong-bao/gio
cb/thong-bao/zalo | GET /cb/thong-bao/zalo?don-vi=MAY | @ | @ | @ | 200
# --- reports: officials
cb/ | GET /cb/ | @ | @ | @ | 200 | 200 | 200 | 200 | 403 | 403
cb/ | GET /cb/?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/so-lao-dong | GET /cb/so-lao-dong?don-vi=MAY | @ | @ | @ | 200 | 200 | 403 | 403 | 403 | 403
cb/so-lao-dong | POST /cb/so-lao-dong?don-vi=MAY so=60 | @ | @ | @ | >/cb/?don-vi=MAY | >/cb/?don-vi=MAY | 403 | 403 | 403 | 403
cb/don-vi | GET /cb/don-vi?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/don-vi/khai | GET /cb/don-vi/khai | 405
cb/don-vi/khai | POST /cb/don-vi/khai?don-vi=MAY dieu=devices&co=1 | @ | @ | @ | >/cb/don-vi?don-vi=MAY | >/cb/don-vi?don-vi=MAY | 403 | 403 | 403 | 403
cb/chi-tieu | GET /cb/chi-tieu?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/chi-tieu/sua | GET /cb/chi-tieu/sua?don-vi=MAY&muc=workers | @ | @ | @ | 200 | 200 | 403 | 403 | 403 | 403
cb/chi-tieu/sua | POST /cb/chi-tieu/sua?don-vi=MAY ten=x | @ | @ | @ | 422 | 422 | 403 | 403 | 403 | 403
cb/chi-tieu/thoi | GET /cb/chi-tieu/thoi | 405
cb/chi-tieu/thoi | POST /cb/chi-tieu/thoi?don-vi=MAY muc=workers | @ | @ | @ | >/cb/chi-tieu?don-vi=MAY | >/cb/chi-tieu?don-vi=MAY | 403 | 403 | 403 | 403
cb/chi-tieu/chenh-lech | GET /cb/chi-tieu/chenh-lech?don-vi=MAY&muc=workers&theo=shift | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/chi-tieu/chenh-lech | GET /cb/chi-tieu/chenh-lech?don-vi=VAN | @ | @ | @ | 403 | 403 | 403 | 200 | 403 | 403
cb/chi-tieu/chenh-lech.xlsx | GET /cb/chi-tieu/chenh-lech.xlsx?don-vi=MAY&theo=nonsense | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/moi | GET /cb/moi?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/soan | GET /cb/soan?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/soan | POST /cb/soan?don-vi=MAY loai=thong-bao&viec=hop&noi-dung=hop to | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/soan | POST /cb/soan?don-vi=MAY loai=bien-ban&viec= | @ | @ | @ | 422 | 422 | 422 | 403 | 403 | 403
cb/soan/tai | GET /cb/soan/tai?don-vi=MAY | 405
cb/soan/tai | POST /cb/soan/tai?don-vi=MAY loai=ke-hoach&viec=hop&noi-dung=hop to | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/nguoi | GET /cb/nguoi?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/ho-tro | GET /cb/ho-tro?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/ho-tro/<uuid:request_id> | GET /cb/ho-tro/{help}?don-vi=MAY | @ | @ | @ | @@ | 200 | 404 | 403 | @@ | 403
cb/ho-tro/<uuid:request_id> | GET /cb/ho-tro/{help}?don-vi=VAN | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/ho-tro/<uuid:request_id> | POST /cb/ho-tro/{help}?don-vi=MAY viec=nhan | @ | @ | @ | @@ | >/cb/ho-tro/ | 404 | 403 | @@ | 403
cb/ho-tro/<uuid:request_id> | POST /cb/ho-tro/{help}?don-vi=MAY viec=tra-loi&q= | @ | @ | @ | @@ | 422 | 404 | 403 | @@ | 403
cb/ho-tro/<uuid:request_id> | POST /cb/ho-tro/{help}?don-vi=VAN viec=nhan | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nguoi/xac-nhan | GET /cb/nguoi/xac-nhan | 405
cb/nguoi/xac-nhan | POST /cb/nguoi/xac-nhan?don-vi=MAY person={member} | @ | @ | @ | @@ | >/cb/nguoi?don-vi=MAY | 403 | 403 | @@ | 403
cb/nguoi/xac-nhan | POST /cb/nguoi/xac-nhan?don-vi=MAY person={stranger} | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/nguoi/mo-khoa | GET /cb/nguoi/mo-khoa | 405
cb/nguoi/mo-khoa | POST /cb/nguoi/mo-khoa?don-vi=MAY person={member} | @ | @ | @ | @@ | >/cb/nguoi?don-vi=MAY | 403 | 403 | @@ | 403
cb/nguoi/mo-khoa | POST /cb/nguoi/mo-khoa?don-vi=MAY person={stranger} | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
# --- reports: import of members, cards; the list {list} is one of MAY
cb/nhap | GET /cb/nhap?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/nhap | POST /cb/nhap?don-vi=MAY cach=dan&dan=An Lê | @ | @ | @ | @@ | >/cb/nhap/ | 403 | 403 | @@ | 403
cb/nhap | POST /cb/nhap?don-vi=MAY cach=dan&dan= | @ | @ | @ | @@ | 422 | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id> | GET /cb/nhap/{list}?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id> | GET /cb/nhap/{list}?don-vi=VAN | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id> | GET /cb/nhap/{nothing}?don-vi=MAY | @ | @ | @ | @@ | 404 | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/sua | GET /cb/nhap/{list}/sua?don-vi=MAY | 405
cb/nhap/<uuid:list_id>/sua | POST /cb/nhap/{list}/sua?don-vi=MAY row=1&v-name=An Lê | @ | @ | @ | @@ | >/cb/nhap/ | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/sua | POST /cb/nhap/{list}/sua?don-vi=VAN row=1&v-name=An Lê | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id>/sua-het | GET /cb/nhap/{list}/sua-het?don-vi=MAY | 405
cb/nhap/<uuid:list_id>/sua-het | POST /cb/nhap/{list}/sua-het?don-vi=MAY what=blank | @ | @ | @ | @@ | >/cb/nhap/ | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/sua-het | POST /cb/nhap/{list}/sua-het?don-vi=VAN what=blank | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id>/nhap | GET /cb/nhap/{list}/nhap?don-vi=MAY | 405
cb/nhap/<uuid:list_id>/nhap | POST /cb/nhap/{list}/nhap?don-vi=MAY  | @ | @ | @ | @@ | >/cb/nhap/ | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/nhap | POST /cb/nhap/{list}/nhap?don-vi=VAN  | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id>/bo | GET /cb/nhap/{list}/bo?don-vi=MAY | 405
cb/nhap/<uuid:list_id>/bo | POST /cb/nhap/{list}/bo?don-vi=MAY  | @ | @ | @ | @@ | >/cb/nhap?don-vi=MAY | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/bo | POST /cb/nhap/{list}/bo?don-vi=VAN  | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id>/hoan-tac | GET /cb/nhap/{list}/hoan-tac?don-vi=MAY | 405
cb/nhap/<uuid:list_id>/hoan-tac | POST /cb/nhap/{list}/hoan-tac?don-vi=MAY | @ | @ | @ | @@ | 409 | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/hoan-tac | POST /cb/nhap/{list}/hoan-tac?don-vi=VAN | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nhap/<uuid:list_id>/can-sua.xlsx | GET /cb/nhap/{list}/can-sua.xlsx?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/nhap/<uuid:list_id>/can-sua.xlsx | GET /cb/nhap/{list}/can-sua.xlsx?don-vi=VAN | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/the | GET /cb/the?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/the/thu-hoi | GET /cb/the/thu-hoi?don-vi=MAY | 405
cb/the/thu-hoi | POST /cb/the/thu-hoi?don-vi=MAY batch={nothing} | @ | @ | @ | @@ | >/cb/the | 403 | 403 | @@ | 403
cb/the/thu-hoi | POST /cb/the/thu-hoi?don-vi=MAY batch=x | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/the/in | GET /cb/the/in?don-vi=MAY | 405
cb/the/in | POST /cb/the/in?don-vi=MAY blank=1&as=page | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/the/in | POST /cb/the/in?don-vi=MAY as=page | @ | @ | @ | @@ | 422 | 403 | 403 | @@ | 403
# --- reports: the structure; seeing it takes a role, changing it the second factor and a signing role there or above
cb/co-cau | GET /cb/co-cau?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/co-cau | GET /cb/co-cau?don-vi=MAY&ngay=31/02/2026 | @ | @ | @ | 422 | 422 | 422 | 403 | 403 | 403
cb/co-cau/thay-doi | GET /cb/co-cau/thay-doi?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/co-cau/thay-doi/<uuid:change> | GET /cb/co-cau/thay-doi/{change}?don-vi=MAY | @ | @ | @ | @@ | 200 | 200 | 403 | @@ | 403
cb/co-cau/thay-doi/<uuid:change> | GET /cb/co-cau/thay-doi/{change} | @ | @ | @ | @@ | 200 | 200 | 403 | @@ | 403
cb/co-cau/thay-doi/<uuid:change> | POST /cb/co-cau/thay-doi/{change}?don-vi=MAY | @ | @ | @ | @@ | >/cb/co-cau/thay-doi/ | 403 | 403 | @@ | 403
cb/co-cau/thay-doi/<uuid:change> | POST /cb/co-cau/thay-doi/{nothing}?don-vi=MAY | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/co-cau/<str:code> | GET /cb/co-cau/MAY?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/co-cau/<str:code> | GET /cb/co-cau/VAN | @ | @ | @ | 403 | 403 | 403 | 200 | 403 | 403
cb/dia-ban | GET /cb/dia-ban?don-vi=MAY&mo=TINH | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/dia-ban | GET /cb/dia-ban?don-vi=MAY&ngay=31/02/2026 | @ | @ | @ | 422 | 422 | 422 | 403 | 403 | 403
cb/dia-ban/<str:code> | GET /cb/dia-ban/p-bn | @ | @ | @ | 200 | 200 | 200 | 200 | 403 | 403
cb/dia-ban/<str:code> | GET /cb/dia-ban/KHONG | @ | @ | @ | 404 | 404 | 404 | 404 | 403 | 403
cb/dia-ban/<str:code>/<slug:operation> | GET /cb/dia-ban/P-BN/doi-ten | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/dia-ban/<str:code>/<slug:operation> | POST /cb/dia-ban/P-BN/het buoc=luu | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/dia-ban-moi | GET /cb/dia-ban-moi | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/dia-ban | GET /cb/co-cau/MAY/dia-ban?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/dia-ban | POST /cb/co-cau/MAY/dia-ban?don-vi=MAY vao=TINH&buoc=luu | @ | @ | @ | @@ | >/cb/co-cau/thay-doi/ | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/dia-ban | POST /cb/co-cau/VAN/dia-ban?don-vi=MAY vao=TINH&buoc=luu | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/chon-nguoi | GET /cb/co-cau/MAY/chon-nguoi?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/chon-nguoi | POST /cb/co-cau/MAY/chon-nguoi?don-vi=MAY buoc=chon-het | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | GET /cb/co-cau/MAY/doi-ten?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | GET /cb/co-cau/MAY/khong-co | @ | @ | @ | @@ | 404 | 404 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | POST /cb/co-cau/MAY/doi-ten?don-vi=MAY ten=May+Moi&buoc=luu | @ | @ | @ | @@ | >/cb/co-cau/thay-doi/ | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | POST /cb/co-cau/MAY/doi-ten?don-vi=MAY ten= | @ | @ | @ | @@ | 422 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | POST /cb/co-cau/MAY/giai-the?don-vi=MAY buoc=luu | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/co-cau/<str:code>/<slug:operation> | POST /cb/co-cau/VAN/doi-ten?don-vi=MAY ten=Van+Moi&buoc=luu | @ | @ | @ | @@ | 403 | 403 | 403 | @@ | 403
cb/nguoi/<uuid:person> | GET /cb/nguoi/{member}?don-vi=MAY | @ | @ | @ | @@ | 200 | 404 | 403 | @@ | 403
cb/nguoi/<uuid:person> | GET /cb/nguoi/{stranger}?don-vi=MAY | @ | @ | @ | @@ | 404 | 404 | 403 | @@ | 403
cb/nguoi/<uuid:person> | GET /cb/nguoi/{member}?don-vi=VAN | @ | @ | @ | @@ | 403 | 403 | 404 | @@ | 403
cb/nguoi/<uuid:person>/<slug:act> | GET /cb/nguoi/{member}/ten | 405
cb/nguoi/<uuid:person>/<slug:act> | POST /cb/nguoi/{member}/ten?don-vi=MAY ten=Lan Mai&ly-do=x | @ | @ | @ | @@ | >/cb/nguoi/ | 404 | 403 | @@ | 403
cb/nguoi/<uuid:person>/<slug:act> | POST /cb/nguoi/{stranger}/the?don-vi=MAY | @ | @ | @ | @@ | 404 | 404 | 403 | @@ | 403
cb/nguoi/vua-sua | GET /cb/nguoi/vua-sua?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/nguoi/hoan-tac | GET /cb/nguoi/hoan-tac | 405
cb/nguoi/hoan-tac | POST /cb/nguoi/hoan-tac?don-vi=MAY change={nothing} | @ | @ | @ | @@ | 404 | 404 | 403 | @@ | 403
cb/nguoi/trung | GET /cb/nguoi/trung?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/nguoi/trung | POST /cb/nguoi/trung?don-vi=MAY viec=gop&giu={member}&bo={stranger} | @ | @ | @ | @@ | 404 | 403 | 403 | @@ | 403
cb/vai-tro | GET /cb/vai-tro?don-vi=MAY | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/vai-tro | POST /cb/vai-tro?don-vi=MAY viec=trao&nguoi={stranger}&vai=chair | @ | @ | @ | @@ | 404 | 403 | 403 | @@ | 403
cb/vai-tro | POST /cb/vai-tro?don-vi=MAY viec=moi&vai={role} | @ | @ | @ | @@ | 200 | 403 | 403 | @@ | 403
cb/vai-tro | POST /cb/vai-tro?don-vi=MAY viec=rut&vai={nothing} | @ | @ | @ | @@ | 404 | 403 | 403 | @@ | 403
cb/demo | GET /cb/demo | 404
# --- reports: monthly returns, ready reports, folders of proof
cb/bao-cao | GET /cb/bao-cao?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/nhac | GET /cb/bao-cao/nhac | 405
cb/bao-cao/nhac | POST /cb/bao-cao/nhac?don-vi=MAY | @ | @ | @ | >/cb/bao-cao?don-vi=MAY | >/cb/bao-cao?don-vi=MAY | 403 | 403 | 403 | 403
cb/bao-cao/mo | GET /cb/bao-cao/mo | 405
cb/bao-cao/mo | POST /cb/bao-cao/mo?don-vi=MAY | @ | @ | @ | >/cb/bao-cao?don-vi=MAY | >/cb/bao-cao?don-vi=MAY | 403 | 403 | 403 | 403
cb/bao-cao/han | GET /cb/bao-cao/han?don-vi=MAY | @ | @ | @ | 403
cb/bao-cao/han | POST /cb/bao-cao/han?don-vi=MAY ngay=9 | @ | @ | @ | 403
cb/bao-cao/<uuid:of> | GET /cb/bao-cao/{return}?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/<uuid:of> | GET /cb/bao-cao/{return}?don-vi=VAN | @ | @ | @ | 403
cb/bao-cao/<uuid:of>/luu | GET /cb/bao-cao/{return}/luu | 405
cb/bao-cao/<uuid:of>/luu | POST /cb/bao-cao/{return}/luu?don-vi=MAY edit=0&act=confirm | @ | @ | @ | >/cb/bao-cao/ | >/cb/bao-cao/ | 403 | 403 | 403 | 403
cb/bao-cao/<uuid:of>/rut | GET /cb/bao-cao/{return}/rut | 405
cb/bao-cao/<uuid:of>/rut | POST /cb/bao-cao/{return}/rut?don-vi=MAY version=1 | @ | @ | @ | 409 | 409 | 403 | 403 | 403 | 403
cb/bao-cao/<uuid:of>/tra-loi | GET /cb/bao-cao/{return}/tra-loi | 405
cb/bao-cao/<uuid:of>/tra-loi | POST /cb/bao-cao/{return}/tra-loi?don-vi=MAY version=1&act=accept | @ | @ | @ | 403
cb/bao-cao/<uuid:of>/dieu-chinh | GET /cb/bao-cao/{return}/dieu-chinh | 405
cb/bao-cao/<uuid:of>/dieu-chinh | POST /cb/bao-cao/{return}/dieu-chinh?don-vi=MAY line=people&so=9&reason=x | @ | @ | @ | 409 | 409 | 403 | 403 | 403 | 403
cb/bao-cao/<uuid:of>/tai/<slug:ending> | GET /cb/bao-cao/{return}/tai/xlsx?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/<uuid:of>/tai/<slug:ending> | GET /cb/bao-cao/{return}/tai/exe?don-vi=MAY | @ | @ | @ | 403
cb/bao-cao/san | GET /cb/bao-cao/san?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/san/<slug:name> | GET /cb/bao-cao/san/by-audience?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/san/<slug:name> | GET /cb/bao-cao/san/not-started?don-vi=MAY | @ | @ | @ | @@ | 200 | 200 | 403 | 403 | 403
cb/bao-cao/san/<slug:name> | GET /cb/bao-cao/san/nothing?don-vi=MAY | @ | @ | @ | 403
cb/bao-cao/san/<slug:name>/tai/<slug:ending> | GET /cb/bao-cao/san/by-skill/tai/csv?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/san/<slug:name>/tai/<slug:ending> | GET /cb/bao-cao/san/not-started/tai/csv?don-vi=MAY | @ | @ | @ | @@ | 200 | 200 | 403 | 403 | 403
cb/bao-cao/ho-so | GET /cb/bao-cao/ho-so?don-vi=MAY | @ | @ | @ | 200 | 200 | 200 | 403 | 403 | 403
cb/bao-cao/ho-so | POST /cb/bao-cao/ho-so?don-vi=MAY tu=x&den=y | @ | @ | @ | 422 | 422 | 422 | 403 | 403 | 403
cb/bao-cao/ho-so | POST /cb/bao-cao/ho-so?don-vi=MAY tu=x&den=y&ten=1 | @ | @ | @ | @@ | 422 | 422 | 403 | 403 | 403
cb/bao-cao/ho-so/<uuid:pack>/<slug:ending> | GET /cb/bao-cao/ho-so/{nothing}/zip?don-vi=MAY | @ | @ | @ | 403
# --- people: officials' accounts
cb/tai-khoan/vao | GET /cb/tai-khoan/vao | 200 | 200 | 200 | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/
cb/tai-khoan/vao | POST /cb/tai-khoan/vao login=hanh&password=wrong | 200 | 200 | 200 | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/
cb/tai-khoan/ra | GET /cb/tai-khoan/ra | >/ | >/ | >/ | 200 | 200 | 200 | 200 | 200 | 200
cb/tai-khoan/ra | POST /cb/tai-khoan/ra | >/
cb/tai-khoan/dong | GET /cb/tai-khoan/dong | 200
cb/tai-khoan/mat-khau | GET /cb/tai-khoan/mat-khau | @ | @ | @ | 200 | 200 | 200 | 200 | 200 | 200
cb/tai-khoan/mat-khau | POST /cb/tai-khoan/mat-khau password=wrong | @ | @ | @ | 200 | 200 | 200 | 200 | 200 | 200
cb/tai-khoan/buoc-hai | GET /cb/tai-khoan/buoc-hai | @ | @ | @ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/
cb/tai-khoan/buoc-hai | POST /cb/tai-khoan/buoc-hai code=000000 | @ | @ | @ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/ | >/cb/
cb/tai-khoan/buoc-hai/lai | GET /cb/tai-khoan/buoc-hai/lai | @ | @ | @ | @!  | 200 | 200 | 200 | @! | 200
cb/tai-khoan/buoc-hai/lai | POST /cb/tai-khoan/buoc-hai/lai code=000000 | @ | @ | @ | @! | 200 | 200 | 200 | @! | 200
cb/tai-khoan/buoc-hai/cai | GET /cb/tai-khoan/buoc-hai/cai | @ | @ | @ | 200 | >/cb/ | >/cb/ | >/cb/ | 200 | >/cb/
cb/tai-khoan/buoc-hai/cai | POST /cb/tai-khoan/buoc-hai/cai code=000000 | @ | @ | @ | 200 | >/cb/ | >/cb/ | >/cb/ | 200 | >/cb/
cb/tai-khoan/buoc-hai/ma-du-phong | GET /cb/tai-khoan/buoc-hai/ma-du-phong | @ | @ | @ | 404
cb/tai-khoan/buoc-hai/ma-du-phong/moi | GET /cb/tai-khoan/buoc-hai/ma-du-phong/moi | @ | @ | @ | 200
cb/tai-khoan/buoc-hai/ma-du-phong/moi | POST /cb/tai-khoan/buoc-hai/ma-du-phong/moi | @ | @ | @ | 200 | >/cb/tai-khoan/buoc-hai/ma-du-phong | >/cb/tai-khoan/buoc-hai/ma-du-phong | >/cb/tai-khoan/buoc-hai/ma-du-phong | 200 | >/cb/tai-khoan/buoc-hai/ma-du-phong
# --- JSON: the events door and the assistant answer pages of this site only
api/v1/openapi.json | GET /api/v1/openapi.json | 200
api/v1/ | GET /api/v1/ | 404
api/v1/events | GET /api/v1/events | 405
api/v1/events | JSON /api/v1/events {"events": []} | 200
api/v1/events | FOREIGN /api/v1/events {"events": []} | 403
api/v1/ask | GET /api/v1/ask | 405
api/v1/ask | JSON /api/v1/ask {"text": "lam sao biet tin nhan lua dao"} | 200
api/v1/ask | FOREIGN /api/v1/ask {"text": "lam sao"} | 403
# --- the operator's own pages: second factor for all of them
quan-tri/ | GET /quan-tri/ | @op | @op | @op | @op | @op | @op | @op | @op | 200
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question to the site and the answer that each kind of visitor must get."""

    route: str
    method: str
    asked: str
    expected: dict[str, str]
    tells_apart: bool = True  # False: officials get what nobody gets, so one of them stands for all

    def visitors(self) -> list[str]:
        """Return the kinds of visitor that are asked."""
        return [kind for kind in self.expected if self.tells_apart or kind in ONE_OF_EACH]

    def filled(self, names: dict[str, str]) -> tuple[str, str]:
        """Return the address and what is sent with it, with the names of this world filled in."""
        asked = self.asked
        for name, value in names.items():
            asked = asked.replace("{" + name + "}", value)
        address, _, sent = asked.partition(" ")
        return address, sent

    @property
    def name(self) -> str:
        """How a failure calls this row."""
        return f"{self.method} {self.asked}"


def fields(sent: str) -> dict[str, str]:
    """Return the fields of a form written as `name=value&name=value`."""
    return dict(parse_qsl(sent, keep_blank_values=True))


def rows() -> list[Row]:
    """Return the matrix."""
    return [_row(line) for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    route, asked, *cells = (part.strip() for part in line.split("|"))
    method, _, address = asked.partition(" ")
    tells_apart = len(cells) > 3
    cells += [cells[-1 if len(cells) in {1, 4} else 0]] * (len(KINDS) - len(cells))
    assert len(cells) == len(KINDS), line
    expected = dict(zip(KINDS, (SHORT.get(cell, cell) for cell in cells), strict=True))
    expected |= {twin: expected[kind] for twin, kind in TWINS.items()}
    return Row(route, method, address, expected, tells_apart)
