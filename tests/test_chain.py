"""The LangChain doors: a retriever and a chain that other programs can use."""

from assistant.chain import TaskRetriever, answer_chain


def test_the_retriever_returns_cited_tasks_best_first(full_engine):
    documents = TaskRetriever(engine=full_engine, k=3).invoke("亳州2025年税收征管改革谁牵头")
    assert len(documents) == 3
    assert documents[0].metadata["serial"] == "43"
    assert documents[0].metadata["lead_units"] == ["市税务局"]
    assert documents[0].metadata["citation"] == "亳政办〔2025〕1号 第674行"
    assert {document.metadata["place"] for document in documents} == {"亳州市"}


def test_the_chain_invokes_batches_and_streams(full_engine):
    chain = answer_chain(full_engine)
    assert chain.invoke("亳州市商务局牵头几项任务").count == 12
    assert [answer.count for answer in chain.batch(["芜湖2024年有多少项任务", "繁昌有多少项任务"])] == [
        220,
        107,
    ]
    assert [answer.count for answer in chain.stream("亳州市商务局牵头几项任务")] == [12]
