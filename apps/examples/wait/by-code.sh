code=0
batch-status wait "$BATCH_ID" --max-wait 3600 --fail-on-failed 5 --quiet || code=$?
case $code in
  0) echo 'At most 5 % of the calls failed.' ;;
  1) echo 'More than 5 % of the calls failed.' ;;
  4) echo 'The batch takes longer than an hour.' ;;
  *) exit "$code" ;;
esac
