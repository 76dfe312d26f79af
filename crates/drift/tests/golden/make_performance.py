"""Writes performance_flights.json: the metrics of the flight logs in tests/data/flights by scikit-learn 1.9.1, statsmodels 0.15.0
and pandas.

    python make_performance.py > performance_flights.json
"""

import gzip
import json

import numpy as np
import pandas as pd
import statsmodels.api as sm
from sklearn import metrics

DATA = "../../../../tests/data/flights/"


def side(rows):
    table = pd.json_normalize(rows)
    table = table[table["actual"].notna()]
    truth, answer = table["actual"].astype(int), table["prediction.class"].astype(int)
    positive = table["prediction.confidence"].where(answer == 1, 1 - table["prediction.confidence"])
    logits = np.log(positive / (1 - positive))
    joint = sm.Logit(truth, sm.add_constant(logits)).fit(disp=0, method="newton", tol=1e-14)
    large = sm.GLM(truth, np.ones((len(truth), 1)), family=sm.families.Binomial(), offset=logits).fit(tol=1e-15, maxiter=200)
    return {
        "mean_score": positive.mean(),
        "slope": float(joint.params.iloc[1]),
        "intercept": float(large.params.iloc[0]),
        "compared": len(table),
        "accuracy": metrics.accuracy_score(truth, answer),
        "precision": metrics.precision_score(truth, answer),
        "recall": metrics.recall_score(truth, answer),
        "f1": metrics.f1_score(truth, answer),
        "mcc": metrics.matthews_corrcoef(truth, answer),
        "kappa": metrics.cohen_kappa_score(truth, answer),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, answer),
        "roc_auc": metrics.roc_auc_score(truth, positive),
        "average_precision": metrics.average_precision_score(truth, positive),
        "log_loss": metrics.log_loss(truth, positive),
        "brier": metrics.brier_score_loss(truth, positive),
        "confusion": metrics.confusion_matrix(truth, answer).tolist(),
        "by_version": {
            version: {"n": len(part), "accuracy": metrics.accuracy_score(part["actual"].astype(int), part["prediction.class"])}
            for version, part in table.groupby("model_version")
        },
        "by_day": {
            day: {"n": len(part), "accuracy": metrics.accuracy_score(part["actual"].astype(int), part["prediction.class"])}
            for day, part in table.groupby(table["timestamp"].str[:10])
        },
    }


with gzip.open(DATA + "reference.json.gz") as file:
    reference = json.load(file)
with gzip.open(DATA + "production.ndjson.gz", "rt") as file:
    production = [json.loads(line) for line in file]
print(json.dumps({"reference": side(reference), "production": side(production)}, separators=(",", ":")))
