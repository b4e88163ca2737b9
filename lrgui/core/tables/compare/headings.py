"""What people call the columns of a training log, in English and in Chinese."""

from __future__ import annotations

import re

from lrgui.core.problems.registry import PROBLEMS

BEFORE = {"w_before", "loss_before"}
LONGEST = 24  # characters: what is longer is a sentence

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_STEP = ("step", "steps", "k", "i", "t", "n", "iter", "iteration", "iterations", "update", "updates")
_NAMES = {
    **dict.fromkeys((*_STEP, "步", "步数", "次数", "迭代", "迭代次数", "更新"), "step"),
    **dict.fromkeys(("epoch", "epochs", "轮", "轮数", "轮次", "周期"), "epoch"),
    **dict.fromkeys(("run", "运行"), "run"),
    **dict.fromkeys(("lr", "eta", "η", "learningrate", "学习率"), "learning_rate"),
}
_W = ("w", "weight", "parameter", "参数", "参数w", "权重", "权重w", "wval")
_LOSS = re.compile("loss|损失|误差")
_ACCURACY = re.compile("accuracy|accu|acc|准确率|准确度|正确率|精度")
_GRADIENT = re.compile("gradient|grad|∇|梯度|导数")
_VALIDATION = re.compile("validation|valid|val|test|验证|测试")
_BEFORE = re.compile("before|old|前")
_AFTER = re.compile("after|new|后")
_BIAS = ("b", "bias", "偏置", "偏置值", "偏置b", "偏置值b")
_WEIGHTS = ("w", "weight", "weights", "权重", "权重值", "权重w", "权重值w", "parameters", "参数")
_SAMPLE = re.compile("(最佳|best)?(?:测试)?(?:样本|sample)([1-9])(?:的?(?:预测值?|分类预测值|prediction|p|概率))?")
_BEST = re.compile("(?:最佳|best)(w1|w2|b)")
CLASSIFIER_ONLY = re.compile(r"accu|\bacc\b|准确|正确率|\bval|验证|样本|\bsample", re.IGNORECASE)
# What may stand beside these words; with anything else in it, it is a sentence.
_BESIDE = re.compile("binary|current|final|training|train|set|data|update|the|函数|当前|更新|训练|数据|集|值|的")


def column_of(text: str, problem: str) -> str | None:
    """The code of the column that a heading means in `problem`, or None. "w" is w at the step of its row.

    In the classifier "weights" stands over both of them, maybe with b; what begins with "chosen_" is told of runs, not
    of steps: `Printed` says more.

    >>> column_of("更新前的 w", "descent"), column_of("val_loss", "classifier")
    ('w_before', 'validation_loss')
    """
    if len(text.strip()) > LONGEST:
        return None
    name = re.sub(r"[\s_${}()（）\\.*:：-]", "", text.translate(_SUBSCRIPTS).lower()).replace("nabla", "∇")
    if name in _NAMES:
        return _NAMES[name]
    kind = PROBLEMS[problem]
    return _on_data(name, kind.parameters) if kind.on_data else _of_function(name, kind.parameters)


def _without(name: str, *words: re.Pattern[str]) -> str:
    for word in (*words, _BESIDE):
        name = word.sub("", name)
    return name


def _of_function(name: str, parameters: tuple[str, ...]) -> str | None:
    moment = "_before" if _BEFORE.search(name) else "_after" if _AFTER.search(name) else ""
    bare = _without(name, _BEFORE, _AFTER)
    words = dict.fromkeys(_W, "w") if parameters == ("w",) else {word: word for word in parameters}
    if bare in words:
        return words[bare] + moment
    if _GRADIENT.search(bare):
        return "gradient" if _without(bare, _GRADIENT, _LOSS) in ("", *words) else None
    return "loss" + moment if _LOSS.search(bare) and not _without(bare, _LOSS) else None


def _on_data(name: str, parameters: tuple[str, ...]) -> str | None:
    if name in parameters:
        return name
    data = "validation" if _VALIDATION.search(name) else "train"
    bare = _without(name, _VALIDATION)
    for word, figure in ((_LOSS, "_loss"), (_ACCURACY, "_accuracy")):
        if word.search(bare) and not _without(bare, word):
            return data + figure
    if name in _WEIGHTS:
        return "weights"
    sample, best = _SAMPLE.fullmatch(name), _BEST.fullmatch(name)
    if sample:
        return ("best_sample" if sample[1] else "chosen_sample") + sample[2]
    if best:
        return "best_" + best[1]
    return "b" if name in _BIAS and "b" in parameters else None
