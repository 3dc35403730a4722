"""Addresses of officials' pages, under /cb/."""

from django.urls import path

from hocvuso.reports import demo_page
from hocvuso.reports.awareness import drill as awareness_drill
from hocvuso.reports.awareness import posters as awareness_posters
from hocvuso.reports.awareness import pulses as awareness_pulses
from hocvuso.reports.campaigns import assignments, kit_pages, plans, posts, results
from hocvuso.reports.certificates import elsewhere as certificates_elsewhere
from hocvuso.reports.certificates import exam_rooms, giving
from hocvuso.reports.certificates import listing as certificates_listing
from hocvuso.reports.certificates import overview as certificates_overview
from hocvuso.reports.classes import board as classes_board
from hocvuso.reports.classes import grid as classes_grid
from hocvuso.reports.classes import hours as classes_hours
from hocvuso.reports.classes import kit as classes_kit
from hocvuso.reports.classes import live as classes_live
from hocvuso.reports.classes import materials as classes_materials
from hocvuso.reports.classes import papers as classes_papers
from hocvuso.reports.classes import planning as classes_planning
from hocvuso.reports.classes import recognising as classes_recognising
from hocvuso.reports.classes import wall as classes_wall
from hocvuso.reports.contests import board as contests_board
from hocvuso.reports.contests import judging as contests_judging
from hocvuso.reports.contests import papers as contests_papers
from hocvuso.reports.contests import planning as contests_planning
from hocvuso.reports.contests import seen as contests_seen
from hocvuso.reports.contests import voiding as contests_voiding
from hocvuso.reports.emulation import board as drives_board
from hocvuso.reports.emulation import challenges as drives_challenges
from hocvuso.reports.emulation import editing as drives_editing
from hocvuso.reports.emulation import naming as drives_naming
from hocvuso.reports.emulation import papers as drives_papers
from hocvuso.reports.families import listing as families_listing
from hocvuso.reports.families import overview as families_overview
from hocvuso.reports.groups import changing as groups_changing
from hocvuso.reports.groups import founding as groups_founding
from hocvuso.reports.groups import group as groups_group
from hocvuso.reports.groups import overview as groups_overview
from hocvuso.reports.groups import papers as groups_papers
from hocvuso.reports.halls import entering as halls_entering
from hocvuso.reports.halls import leading as halls_leading
from hocvuso.reports.halls import minutes as halls_minutes
from hocvuso.reports.halls import opening as halls_opening
from hocvuso.reports.halls import papers as halls_papers
from hocvuso.reports.halls import wall as halls_wall
from hocvuso.reports.persons import changes, duplicates, page, roles
from hocvuso.reports.programmes import importing as programmes_importing
from hocvuso.reports.programmes import overview as programmes_overview
from hocvuso.reports.programmes import programme as programmes_programme
from hocvuso.reports.programmes import task as programmes_task
from hocvuso.reports.programmes import wizard as programmes_wizard
from hocvuso.reports.views import (
    cards,
    drafts,
    evidence,
    gaps,
    goals,
    help,
    help_blocks,
    hotspots,
    members,
    own_learning,
    ready,
    returns,
    roster,
    today,
    units,
)
from hocvuso.reports.views.structure import browse, chosen, operate, territories

app_name = "reports"
urlpatterns = [
    path("", today.today, name="today"),
    path("so-lao-dong", today.headcount, name="headcount"),
    path("don-vi", units.units, name="units"),
    path("don-vi/khai", units.declare, name="declare"),
    path("chi-tieu", goals.targets, name="targets"),
    path("chi-tieu/sua", goals.change, name="target"),
    path("chi-tieu/thoi", goals.end, name="target_end"),
    path("chi-tieu/chua-tinh", goals.named, name="uncounted"),
    path("chi-tieu/chenh-lech", gaps.gaps, name="gaps"),
    path("chi-tieu/chenh-lech.xlsx", gaps.download, name="gaps_download"),
    path("moi", today.invite, name="invite"),
    path("viec-hoc", own_learning.own_learning, name="own_learning"),
    path("soan", drafts.draft, name="draft"),
    path("soan/tai", drafts.file, name="draft_file"),
    path("nguoi", members.members, name="members"),
    path("nguoi/xac-nhan", members.confirm, name="confirm"),
    path("nguoi/mo-khoa", members.free, name="free"),
    path("nhap", roster.start, name="roster"),
    path("nhap/<uuid:list_id>", roster.show, name="list"),
    path("nhap/<uuid:list_id>/sua", roster.mend, name="mend"),
    path("nhap/<uuid:list_id>/sua-het", roster.mend_all, name="mend_all"),
    path("nhap/<uuid:list_id>/nhap", roster.enter, name="enter"),
    path("nhap/<uuid:list_id>/hoan-tac", roster.undo, name="undo"),
    path("nhap/<uuid:list_id>/bo", roster.drop, name="drop"),
    path("nhap/<uuid:list_id>/can-sua.xlsx", roster.failed_rows, name="failed"),
    path("the", cards.choose, name="cards"),
    path("the/thu-hoi", cards.revoke, name="cards_revoke"),
    path("the/in", cards.sheet, name="cards_print"),
    path("co-cau", browse.tree, name="structure"),
    path("co-cau/thay-doi", browse.changes, name="structure_changes"),
    path("co-cau/thay-doi/<uuid:change>", operate.change, name="structure_change"),
    path("co-cau/<str:code>", browse.unit, name="structure_unit"),
    path("dia-ban", territories.tree, name="territories"),
    path("dia-ban/<str:code>", territories.one, name="territory"),
    path("dia-ban/<str:code>/<slug:operation>", territories.order, name="territory_order"),
    path("dia-ban-moi", territories.found, name="territory_found"),
    path("co-cau/<str:code>/dia-ban", territories.join, name="unit_territory"),
    path("co-cau/<str:code>/chon-nguoi", chosen.choose, name="structure_persons"),
    path("co-cau/<str:code>/<slug:operation>", operate.order, name="structure_order"),
    path("nguoi/vua-sua", changes.changes, name="changes"),
    path("nguoi/hoan-tac", changes.take_back, name="take_back"),
    path("nguoi/trung", duplicates.duplicates, name="duplicates"),
    path("nguoi/<uuid:person>", page.show, name="person"),
    path("nguoi/<uuid:person>/<slug:act>", page.act, name="person_act"),
    path("ho-tro", help.queue, name="help_queue"),
    path("ho-tro/goi", help.caller, name="help_caller"),
    path("ho-tro/chan", help_blocks.blocks, name="help_blocks"),
    path("ho-tro/<uuid:request_id>", help.one, name="help_request"),
    path("ap-phich", awareness_posters.listing, name="posters"),
    path("ap-phich/lam", awareness_posters.make, name="poster_make"),
    path("ap-phich/in", awareness_posters.sheet, name="poster_print"),
    path("ba-cau", awareness_pulses.listing, name="pulses"),
    path("ba-cau/<uuid:asked>", awareness_pulses.one, name="pulse"),
    path("tap-tuan", awareness_drill.weeks, name="drill"),
    path("truyen-thong", kit_pages.listing, name="campaigns"),
    path("truyen-thong/ke-hoach", plans.listing, name="plans"),
    path("truyen-thong/ke-hoach/moi", plans.edit, name="plan_new"),
    path("truyen-thong/ke-hoach/<uuid:campaign>", plans.one, name="plan"),
    path("truyen-thong/ke-hoach/<uuid:campaign>/sua", plans.edit, name="plan_change"),
    path("truyen-thong/ke-hoach/<uuid:campaign>/cat", plans.away, name="plan_away"),
    path("truyen-thong/bai", posts.listing, name="posts"),
    path("truyen-thong/bai/moi", posts.edit, name="post_new"),
    path("truyen-thong/bai/xem-truoc", posts.preview, name="post_preview"),
    path("truyen-thong/bai/<uuid:post>", posts.one, name="post"),
    path("truyen-thong/bai/<uuid:post>/sua", posts.edit, name="post_change"),
    path("truyen-thong/bai/<uuid:post>/buoc", posts.step, name="post_step"),
    path("truyen-thong/bai/<uuid:post>/anh", posts.picture, name="post_picture"),
    path("truyen-thong/giao", assignments.listing, name="assignments"),
    path("truyen-thong/giao/moi", assignments.make, name="assignment_new"),
    path("truyen-thong/giao/<uuid:assignment>", assignments.one, name="assignment"),
    path("truyen-thong/giao/<uuid:assignment>/nhac", assignments.remind, name="assignment_remind"),
    path("truyen-thong/giao/<uuid:assignment>/thoi", assignments.stop, name="assignment_stop"),
    path("truyen-thong/giao/<uuid:assignment>/lam", assignments.adapt, name="assignment_adapt"),
    path("truyen-thong/ket-qua", results.results, name="results"),
    path("truyen-thong/trang-rieng", results.news_tools, name="news_tools"),
    path("truyen-thong/<slug:kit>", kit_pages.one, name="campaign"),
    path("truyen-thong/<slug:kit>/video", kit_pages.make_video, name="campaign_video"),
    path("truyen-thong/nhom/<uuid:number>", kit_pages.shared, name="campaign_link"),
    path("truyen-thong/nhom/<uuid:number>/dang", kit_pages.posted, name="campaign_posted"),
    path("wifi", hotspots.listing, name="hotspots"),
    path("wifi/moi", hotspots.need, name="hotspot_need"),
    path("wifi/<uuid:point>", hotspots.one, name="hotspot"),
    path("wifi/<uuid:point>/buoc", hotspots.move, name="hotspot_move"),
    path("wifi/<uuid:point>/hoan-tac", hotspots.undo, name="hotspot_undo"),
    path("wifi/<uuid:point>/sua", hotspots.change, name="hotspot_change"),
    path("wifi/<uuid:point>/thu.docx", hotspots.letter, name="hotspot_letter"),
    path("wifi/<uuid:point>/the", hotspots.card, name="hotspot_card"),
    path("chuong-trinh", programmes_overview.overview, name="programmes"),
    path("chuong-trinh/tong-hop.<slug:ending>", programmes_overview.summary, name="programmes_summary"),
    path("chuong-trinh/mau", programmes_wizard.template, name="programme_template"),
    path("chuong-trinh/lap", programmes_wizard.ask, name="programme_plan"),
    path("chuong-trinh/lap/xem", programmes_wizard.see, name="programme_preview"),
    path("chuong-trinh/lap/<slug:name>.docx", programmes_wizard.paper, name="programme_draft_paper"),
    path("chuong-trinh/nhap", programmes_importing.table, name="programme_table"),
    path("chuong-trinh/viec/<uuid:number>", programmes_task.one, name="programme_task"),
    path("chuong-trinh/viec/<uuid:number>/tep/<uuid:evidence>", programmes_task.file, name="programme_file"),
    path("chuong-trinh/<uuid:number>", programmes_programme.one, name="programme"),
    path("chuong-trinh/<uuid:number>/<slug:name>.<slug:ending>", programmes_programme.paper, name="programme_paper"),
    path("ho-tro/ho/<uuid:person>", help.on_behalf, name="help_on_behalf"),
    path("to", groups_overview.overview, name="groups"),
    path("to/lap", groups_founding.found, name="group_found"),
    path("to/thuoc", groups_overview.decide_unit, name="group_unit"),
    path("to/han", groups_overview.deadline, name="group_deadline"),
    path("to/phan-anh", groups_overview.helper_reports, name="helper_reports"),
    path("to/<uuid:group_id>", groups_group.one, name="group"),
    path("to/<uuid:group_id>/sua", groups_changing.change, name="group_change"),
    path("to/<uuid:group_id>/truc", groups_changing.turns, name="group_turns"),
    path("to/<uuid:group_id>/to-roi", groups_group.poster, name="group_poster"),
    path("to/<uuid:group_id>/quyet-dinh.<slug:ending>", groups_papers.decision, name="group_decision"),
    path("to/<uuid:group_id>/bao-cao.<slug:ending>", groups_papers.report, name="group_report"),
    path("to/<uuid:group_id>/cam-on/<uuid:person>.<slug:ending>", groups_papers.thanks, name="group_thanks"),
    path("cuoc-thi", contests_planning.listing, name="contests"),
    path("cuoc-thi/moi", contests_planning.plan, name="contest_plan"),
    path("cuoc-thi/<uuid:number>", contests_board.one, name="contest"),
    path("cuoc-thi/<uuid:number>/sua", contests_planning.change, name="contest_change"),
    path("cuoc-thi/<uuid:number>/don-vi", contests_judging.units, name="contest_units"),
    path("cuoc-thi/<uuid:number>/don-vi-minh", contests_seen.own, name="contest_own"),
    path("cuoc-thi/<uuid:number>/huy-cau", contests_voiding.choose, name="contest_void"),
    path("cuoc-thi/<uuid:number>/bat-thuong", contests_judging.odd, name="contest_odd"),
    path("cuoc-thi/<uuid:number>/boc-tham", contests_judging.lots, name="contest_lots"),
    path("cuoc-thi/<uuid:number>/bai-giay", contests_judging.on_paper, name="contest_paper"),
    path("cuoc-thi/<uuid:number>/de-giay", contests_papers.sheet, name="contest_sheet"),
    path("cuoc-thi/<uuid:number>/trao-giai.<slug:ending>", contests_papers.decision, name="contest_decision"),
    path("lop", classes_planning.listing, name="classes"),
    path("lop/gio.xlsx", classes_hours.file, name="class_hours"),
    path("lop/moi", classes_planning.plan, name="class_plan"),
    path("lop/<uuid:number>", classes_board.one, name="class"),
    path("lop/<uuid:number>/sua", classes_board.change, name="class_change"),
    path("lop/<uuid:number>/danh-sach.<slug:ending>", classes_papers.sheet, name="class_sheet"),
    path("lop/<uuid:number>/diem-danh/<uuid:session>", classes_grid.grid, name="class_grid"),
    path("lop/<uuid:number>/the/<uuid:enrolment>", classes_grid.square, name="class_square"),
    path("lop/<uuid:number>/chung-nhan", classes_recognising.give, name="class_certificates"),
    path("lop/<uuid:number>/chung-nhan/in", classes_recognising.printed, name="class_certificates_print"),
    path("lop/<uuid:number>/bo-giang-day", classes_kit.kit, name="class_kit"),
    path("lop/<uuid:number>/bo-giang-day/<slug:name>.<slug:ending>", classes_kit.part, name="class_kit_part"),
    path("lop/<uuid:number>/tai-lieu", classes_materials.listing, name="class_materials"),
    path("lop/<uuid:number>/tai-lieu/<uuid:material>", classes_materials.file, name="class_material"),
    path("lop/<uuid:number>/khach", classes_materials.invited, name="class_guests"),
    path("lop/<uuid:number>/bang/<uuid:session>", classes_live.board, name="class_live"),
    path("lop/<uuid:number>/bang/<uuid:session>/moi", classes_live.now, name="class_live_now"),
    path("lop/<uuid:number>/bang/<uuid:session>/chieu", classes_live.wall, name="class_live_wall"),
    path("lop/<uuid:number>/bang/<uuid:session>/chieu/moi", classes_live.wall_now, name="class_live_wall_now"),
    path("lop/<uuid:number>/man-hinh/<uuid:session>", classes_wall.wall, name="class_wall"),
    path("lop/<uuid:number>/man-hinh/<uuid:session>/moi", classes_wall.now, name="class_wall_now"),
    path("thi-dua", drives_editing.listing, name="drives"),
    path("thi-dua/thu-thach", drives_challenges.challenges, name="challenges"),
    path("thi-dua/moi", drives_editing.new, name="drive_new"),
    path("thi-dua/<uuid:number>", drives_board.one, name="drive"),
    path("thi-dua/<uuid:number>/sua", drives_editing.edit, name="drive_edit"),
    path("thi-dua/<uuid:number>/tieu-chi", drives_editing.rules, name="drive_rules"),
    path("thi-dua/<uuid:number>/de-nghi", drives_naming.names, name="drive_names"),
    path("thi-dua/<uuid:number>/ky/<uuid:review>.docx", drives_papers.review, name="drive_review"),
    path("thi-dua/<uuid:number>/<slug:name>.<slug:ending>", drives_papers.listed, name="drive_paper"),
    path("chung-nhan", certificates_overview.overview, name="certificates"),
    path("chung-nhan/quy-tac/<slug:name>", certificates_overview.rule, name="certificate_rule"),
    path("chung-nhan/tinh-ngoai", certificates_overview.let_count, name="certificates_counting"),
    path("chung-nhan/cap/<slug:name>", giving.give, name="certificates_give"),
    path("chung-nhan/danh-sach", certificates_listing.listing, name="certificates_list"),
    path("chung-nhan/in", certificates_listing.prints, name="certificates_print"),
    path("chung-nhan/in/<uuid:bundle>.pdf", certificates_listing.file, name="certificates_file"),
    path("chung-nhan/phong", exam_rooms.listing, name="exam_rooms"),
    path("chung-nhan/phong/moi", exam_rooms.plan, name="exam_room_plan"),
    path("chung-nhan/phong/<uuid:number>", exam_rooms.one, name="exam_room"),
    path("chung-nhan/phong/<uuid:number>/man-hinh", exam_rooms.wall, name="exam_wall"),
    path("chung-nhan/phong/<uuid:number>/man-hinh/moi", exam_rooms.wall_now, name="exam_wall_now"),
    path("chung-nhan/ngoai", certificates_elsewhere.listing, name="certificates_outside"),
    path("chung-nhan/ngoai/<uuid:number>", certificates_elsewhere.one, name="outside_one"),
    path("chung-nhan/ngoai/<uuid:number>/tep", certificates_elsewhere.file, name="outside_file"),
    path("chung-nhan/<uuid:number>", certificates_listing.one, name="certificate"),
    path("chung-nhan/<uuid:number>/giay", certificates_listing.paper, name="certificate_paper"),
    path("hoi-truong", halls_opening.listing, name="halls"),
    path("hoi-truong/mo", halls_opening.opening, name="hall_open"),
    path("hoi-truong/<uuid:number>", halls_leading.one, name="hall"),
    path("hoi-truong/<uuid:number>/man-hinh", halls_wall.wall, name="hall_wall"),
    path("hoi-truong/<uuid:number>/man-hinh/moi", halls_wall.now, name="hall_wall_now"),
    path("hoi-truong/<uuid:number>/bien-ban.<slug:ending>", halls_minutes.minutes, name="hall_minutes"),
    path("bai-giay", halls_papers.listing, name="papers"),
    path("bai-giay/moi", halls_papers.make, name="paper_make"),
    path("bai-giay/<uuid:number>", halls_entering.one, name="paper"),
    path("bai-giay/<uuid:number>/in/<slug:part>", halls_papers.sheets, name="paper_print"),
    path("gia-dinh", families_overview.overview, name="families"),
    path("gia-dinh/so-lieu.xlsx", families_overview.download, name="families_counts"),
    path("gia-dinh/muc-tieu", families_overview.goal, name="families_goal"),
    path("gia-dinh/quy-tac", families_overview.rule, name="families_rule"),
    path("gia-dinh/danh-sach", families_listing.listing, name="families_list"),
    path("gia-dinh/danh-sach.xlsx", families_listing.download, name="families_file"),
    path("gia-dinh/de-nghi", families_listing.propose, name="families_propose"),
    path("gia-dinh/<uuid:number>", families_listing.one, name="family"),
    path("gia-dinh/<uuid:number>/giay", families_listing.paper, name="family_paper"),
    path("vai-tro", roles.roles, name="roles"),
    path("bao-cao", returns.returns, name="returns"),
    path("bao-cao/nhac", returns.remind, name="returns_remind"),
    path("bao-cao/mo", returns.open_month, name="returns_open"),
    path("bao-cao/han", returns.due_day, name="returns_due"),
    path("bao-cao/san", ready.ready, name="ready"),
    path("bao-cao/san/<slug:name>", ready.one, name="ready_one"),
    path("bao-cao/san/<slug:name>/tai/<slug:ending>", ready.download, name="ready_download"),
    path("bao-cao/ho-so", evidence.evidence, name="evidence"),
    path("bao-cao/ho-so/<uuid:pack>/<slug:ending>", evidence.file, name="evidence_file"),
    path("bao-cao/<uuid:of>", returns.one, name="return"),
    path("bao-cao/<uuid:of>/luu", returns.keep, name="return_keep"),
    path("bao-cao/<uuid:of>/rut", returns.withdraw, name="return_withdraw"),
    path("bao-cao/<uuid:of>/tra-loi", returns.answer, name="return_answer"),
    path("bao-cao/<uuid:of>/dieu-chinh", returns.adjust, name="return_adjust"),
    path("bao-cao/<uuid:of>/tai/<slug:ending>", returns.download, name="return_download"),
    path("demo", demo_page.show, name="demo"),
]
