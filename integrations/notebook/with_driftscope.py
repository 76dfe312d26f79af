import driftscope

report = driftscope.compare(training, today)
report.show()
