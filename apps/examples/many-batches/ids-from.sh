batch-status wait --ids-from batches.txt --max-rate 60 --quiet
