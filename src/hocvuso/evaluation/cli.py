"""`hocvuso evaluate …`: one line for each kind of evaluation. Needs no server and no database."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from hocvuso.assistant import pipeline
from hocvuso.assistant.checker import shipped_judge
from hocvuso.core.content import Curriculum
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.evaluation import (
    guards,
    learner_model,
    messages,
    pictures,
    placement,
    question_goals,
    question_sets,
    questions,
    responses,
    retrieval,
    review,
    simulated_cli,
    steps,
)
from hocvuso.evaluation.files import BadFile
from hocvuso.plumbing import clock

PICTURES = Path("docs/pictures")


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(
        prog="hocvuso evaluate", description="Đo phần lõi bên cạnh các cách làm khác (measure the core beside peers)."
    )
    kinds = top.add_subparsers(dest="kind", required=True, metavar="VIỆC")
    found = kinds.add_parser("retrieval", help="tìm đúng đoạn trả lời (search)")
    found.add_argument("--passages", type=Path, required=True, metavar="P.jsonl", help='mỗi dòng {"id","text"}')
    found.add_argument(
        "--queries", type=Path, required=True, metavar="Q.jsonl", help='mỗi dòng {"text":{…},"passages":[…]}'
    )
    found.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    found.set_defaults(run=_retrieval)
    asked = kinds.add_parser("questions", help="trợ lý trả lời câu hỏi có sẵn đáp án (the assistant)")
    asked.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="Q.jsonl",
        help='mỗi dòng {"text","skill","also"?,"tone"?}, {"text","skills"} hoặc {"text","outside"}; bộ đi kèm',
    )
    asked.add_argument("--content", type=Path, metavar="DIR", help="thư mục học liệu khác (another content folder)")
    asked.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    asked.set_defaults(run=_questions)
    stepwise = kinds.add_parser("steps", help="từng bước có được tìm thấy bằng cách hỏi của nó không (each step)")
    stepwise.add_argument("--content", type=Path, metavar="DIR", help="thư mục học liệu khác (another content folder)")
    stepwise.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    stepwise.set_defaults(run=_steps)
    told = kinds.add_parser("messages", help="phân biệt tin lừa đảo (messages)")
    told.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="M.jsonl",
        help='mỗi dòng {"text","label":"scam"|"legit"}; không nêu tệp: các tin đi kèm, mỗi tin do bản chưa học nó xem',
    )
    told.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    told.set_defaults(run=_messages)
    kept = kinds.add_parser("guards", help="chen lệnh, câu bịa, số bí mật (what must never happen)")
    kept.add_argument("--sets", type=Path, metavar="DIR", help="thư mục bộ câu khác; bộ đi kèm nếu không nêu")
    kept.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    kept.set_defaults(run=_guards)
    _add_learner_model(kinds.add_parser("learner-model", help="đoán trước câu trả lời (the learner model)"))
    tested = kinds.add_parser("placement", help="bài xếp lớp: hỏi ít mà biết đúng (the entry diagnosis, simulated)")
    _add_simulated(tested, "người giả lập", placement.LEARNERS, placement.SEED).set_defaults(run=_placement)
    again = kinds.add_parser("review", help="hẹn ngày ôn lại (spaced reviews, simulated)")
    _add_simulated(again, "thẻ nhớ giả lập, mỗi người một thẻ", review.CARDS, review.SEED).set_defaults(run=_review)
    simulated_cli.add(kinds)
    drawn = kinds.add_parser("pictures", help="vẽ lại các hình của docs/learner-model.md (the pictures of the model)")
    drawn.add_argument("--out", type=Path, default=PICTURES, metavar="DIR", help=f"thư mục có {pictures.MEASURED}")
    drawn.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    drawn.set_defaults(run=_pictures)
    return top


def _add_simulated(of: argparse.ArgumentParser, what: str, count: int, seed: int) -> argparse.ArgumentParser:
    of.add_argument("--learners", type=_positive, default=count, metavar="N", help=f"số {what} ({count})")
    of.add_argument("--seed", type=int, default=seed, help="số gieo; cùng số thì cùng kết quả")
    of.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    return of


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”: cần một số nguyên từ 1 trở lên")
    return int(text)


def _add_learner_model(learnt: argparse.ArgumentParser) -> None:
    learnt.add_argument(
        "files", nargs="+", type=Path, metavar="R.csv", help="csv hoặc csv.gz: user, item, skills, t, correct[, split]"
    )
    learnt.add_argument("--skills", type=Path, metavar="S.csv", help="kỹ năng và kỹ năng cần trước: skill, needs")
    learnt.add_argument("--train-learners", type=int, metavar="N", help="chỉ học từ N người (cold start)")
    learnt.add_argument("--seed", type=int, default=learner_model.SEED, help="chọn N người nào, chia phần nào")
    learnt.add_argument("--sort", action="store_true", help="tự xếp lại thời điểm không theo thứ tự")
    learnt.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    learnt.set_defaults(run=_learner_model)


def run(argv: list[str]) -> int:
    """Run the command: 0 measured, 2 a wrong call or a file that cannot be used."""
    given = parser().parse_args(argv)
    try:
        code: int = given.run(given)
    except BadFile as problem:
        print(f"✋ {problem}", file=sys.stderr)
        return 2
    return code


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K• {what}", end="", file=sys.stderr, flush=True)


def _retrieval(given: argparse.Namespace) -> int:
    found = retrieval.evaluate(retrieval.read_task(given.passages, given.queries), say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else retrieval.as_table(found))
    return 0


def _questions(given: argparse.Namespace) -> int:
    labelled = question_sets.read_files(given.files or question_sets.shipped())
    found = questions.evaluate(pipeline.open_library(_curriculum(given.content)), labelled, clock.today(), say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else question_goals.as_table(found))
    return 0


def _steps(given: argparse.Namespace) -> int:
    found = steps.evaluate(_curriculum(given.content), say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else steps.as_table(found))
    return 0


def _curriculum(given: Path | None) -> Curriculum:
    folder = given or content_folder()
    curriculum = read_folder(folder).curriculum
    if curriculum is None:
        raise BadFile(f"{folder}: không có kỹ năng nào.")
    return curriculum


def _messages(given: argparse.Namespace) -> int:
    found = messages.evaluate(given.file) if given.file else messages.held_out(_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False, indent=None if given.json else 1))
    return 0


def _learner_model(given: argparse.Namespace) -> int:
    found = {}
    for path in given.files:
        data = responses.read(path, skills=given.skills, sort=given.sort)
        try:
            found[str(path)] = learner_model.evaluate(
                data, train_learners=given.train_learners, seed=given.seed, say=_say
            )
        except BadFile as problem:
            raise BadFile(f"{path}: {problem}") from None
        _say("")
        if not given.json:
            print(f"{path}\n{learner_model.as_table(found[str(path)])}\n")
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
    return 0


def _placement(given: argparse.Namespace) -> int:
    found = placement.evaluate(given.learners, given.seed, say=_say)
    _say("")
    print(json.dumps(found, ensure_ascii=False) if given.json else placement.as_table(found))
    return 0


def _review(given: argparse.Namespace) -> int:
    found = review.evaluate(given.learners, given.seed)
    print(json.dumps(found, ensure_ascii=False) if given.json else review.as_table(found))
    return 0


def _pictures(given: argparse.Namespace) -> int:
    if not (given.out / pictures.MEASURED).is_file():
        raise BadFile(f"{given.out}: không có tệp {pictures.MEASURED}, nơi giữ các số đã đo.")
    names = pictures.write(given.out)
    print(json.dumps({"written": names}) if given.json else "\n".join(names))
    return 0


def _guards(given: argparse.Namespace) -> int:
    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        raise BadFile(f"{content_folder()}: không có kỹ năng nào.")
    library = replace(pipeline.open_library(curriculum), judge=shipped_judge())
    found = guards.evaluate(library, clock.today(), given.sets)
    print(json.dumps(found, ensure_ascii=False) if given.json else guards.as_table(found))
    return 0
