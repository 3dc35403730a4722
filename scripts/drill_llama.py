"""`make drill-llama`: our client against a real llama.cpp server on a tiny model that is written here.

llama-cpp-python has to be compiled (some 20 minutes of one core), so it lives in an environment of its own, is kept in
the cache folder and never becomes a dependency. The model is random: what is checked is streaming, stopping half-way,
tools, and that none of its nonsense is shown; not Vietnamese.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import closing
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hocvuso" / "llama"
# Tried together in the design (assistant.md 1.5).
WANTED = ("llama-cpp-python[server]>=0.3.16,<0.4", "gguf>=0.17,<1")
WRITE_MODEL = """
import sys
import numpy as np
from gguf import GGUFWriter
rng, width, heads, layers, inner, tokens = np.random.default_rng(1), 64, 4, 2, 128, 259
out = GGUFWriter(sys.argv[1], "llama")
out.add_context_length(2048); out.add_embedding_length(width); out.add_block_count(layers)
out.add_feed_forward_length(inner); out.add_head_count(heads); out.add_head_count_kv(heads)
out.add_layer_norm_rms_eps(1e-5); out.add_rope_dimension_count(width // heads)
out.add_tokenizer_model("llama")
out.add_token_list(["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)])
out.add_token_scores([0.0] * tokens); out.add_token_types([2, 3, 3] + [6] * 256)
out.add_bos_token_id(1); out.add_eos_token_id(2); out.add_unk_token_id(0)
def add(name, *shape):
    out.add_tensor(name, (rng.standard_normal(shape) * 0.02).astype(np.float32))
def ones(name):
    out.add_tensor(name, np.ones(width, np.float32))
add("token_embd.weight", tokens, width); add("output.weight", tokens, width); ones("output_norm.weight")
for n in range(layers):
    ones(f"blk.{n}.attn_norm.weight"); ones(f"blk.{n}.ffn_norm.weight")
    for part in ("q", "k", "v", "output"):
        add(f"blk.{n}.attn_{part}.weight", width, width)
    add(f"blk.{n}.ffn_gate.weight", inner, width); add(f"blk.{n}.ffn_up.weight", inner, width)
    add(f"blk.{n}.ffn_down.weight", width, inner)
out.write_header_to_file(); out.write_kv_data_to_file(); out.write_tensors_to_file(); out.close()
"""


def python() -> Path:
    """Return the python of the environment with llama.cpp, made once."""
    found = CACHE / "venv/bin/python"
    if not (CACHE / "ready").exists():
        shutil.rmtree(CACHE / "venv", ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        venv.create(CACHE / "venv", with_pip=True)
        subprocess.run([found, "-m", "pip", "install", "-q", *WANTED], check=True)
        (CACHE / "ready").touch()
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server listens; at most two minutes."""
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("✋ Máy chủ llama.cpp không chạy được.")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("✋ Máy chủ llama.cpp không mở cổng.")


def drill(port: int) -> None:
    """Ask, stop half-way, offer tools, and let a whole rewording run. Raises AssertionError when something is amiss."""
    from hocvuso.assistant import model_client, pipeline
    from hocvuso.assistant.compose import Reader
    from hocvuso.assistant.rewording import lookups, telling
    from hocvuso.curriculum.parse import content_folder, read_folder
    from hocvuso.plumbing import clock

    where = model_client.Endpoint(
        f"http://127.0.0.1:{port}/v1", "tiny", has_tools=True, first_token=60.0, total=90.0, most_tokens=48
    )
    asked = [{"role": "user", "content": "xin chào"}]
    began = time.monotonic()
    pieces = [each for each in model_client.stream(where, asked) if isinstance(each, str)]
    print(f"• đọc dòng: {len(pieces)} mẩu, {time.monotonic() - began:.2f} giây")
    assert pieces, "nothing was streamed"
    with closing(model_client.stream(where, asked)) as coming:  # type: ignore[type-var]
        next(coming)
    assert list(model_client.stream(where, asked)), "after somebody left half-way nobody was served"
    print("• bỏ giữa chừng rồi hỏi lại: được")
    curriculum = read_folder(content_folder()).curriculum
    assert curriculum is not None
    desk = lookups.Desk(pipeline.open_library(curriculum), Reader(clock.today()))
    *shown, ended = telling.tell(where, desk, "tin nhắn này thật không", found=[next(iter(curriculum.steps))])
    assert isinstance(ended, telling.Ended)
    assert not shown and not ended.stands, "nonsense was shown"
    print(f"• nói lại: {ended.came} câu tới, {ended.kept} câu được hiện, {ended.problem or 'không hỏng'}")


def main() -> None:
    """Write the model, start the server, drill it, take it down."""
    own = python()
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "tiny.gguf"
        subprocess.run([own, "-c", WRITE_MODEL, model], check=True)
        port = free_port()
        command = [own, "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1", "--port", str(port)]
        command += ["--n_ctx", "2048", "--chat_format", "chatml"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait_for(port, server)
                drill(port)
            finally:
                server.terminate()
    print("Máy chủ llama.cpp thật: được.")


if __name__ == "__main__":
    main()
