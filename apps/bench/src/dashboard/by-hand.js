/* The rows of the overview as code without a framework draws them: only what changed is written. */

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const names = ['completed', 'failed', 'active', 'waiting', 'unaccounted'];
const rows = new Map();

function element(name, className, parent, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  parent.append(made);
  return made;
}

function addRow(batchId) {
  const row = element('div', 'row', document.querySelector('.body'));
  row.dataset.batch = batchId;
  row.dataset.tone = 'busy';
  const link = element('a', '', element('div', 'cell-id', row), batchId);
  link.href = `batches/${batchId}`;
  const state = element('div', 'cell-state', row);
  const mark = element('svg', 'mark', state);
  mark.ariaHidden = 'true';
  const label = element('span', 'label', state, '-');
  const advice = element('span', 'advice', state, '-');
  const bar = element('div', 'batch-bar', element('div', 'cell-bar', row));
  const segments = names.map((name) => element('span', `batch-${name}`, bar));
  const [counts, failed, rate] = ['counts', 'failed', 'rate'].map((name) =>
    element('div', `cell-${name}`, row, '-'),
  );
  const left = element('div', 'cell-left', row);
  const likely = element('span', 'likely', left, '-');
  const range = element('span', 'range', left, '-');
  const age = element('div', 'cell-age', row, '-');
  const texts = { label, advice, counts, failed, rate, likely, range, age };
  return { shown: {}, cuts: [], texts, bar, segments };
}

const minutes = (ms) => number.format(Math.round(ms / 60_000));

function textsOf({ last }, now) {
  const { batch, progress, receivedAt } = last;
  const { timeLeft } = progress;
  return {
    label: 'Running',
    advice: 'Calls are active, and others wait.',
    counts: `${number.format(progress.done)} / ${number.format(batch.total)}`,
    failed: share.format(batch.failed / (batch.completed + batch.failed)),
    rate: `${number.format(progress.throughput)}/s`,
    likely: `${minutes(timeLeft.likely)} min left`,
    range: `(${minutes(timeLeft.low)}–${minutes(timeLeft.high)} min, ${timeLeft.confidence})`,
    age: `${Math.round((now - receivedAt) / 1000)} s`,
  };
}

function update(row, batch, now) {
  const texts = textsOf(batch, now);
  for (const [name, text] of Object.entries(texts)) {
    if (row.shown[name] !== text) row.texts[name].firstChild.nodeValue = text;
  }
  row.shown = texts;
  const counts = batch.last.batch;
  let start = 0;
  const words = [];
  for (const [index, name] of names.entries()) {
    const count = name === 'unaccounted' ? batch.last.progress.unaccounted : counts[name];
    const percent = (100 * count) / counts.total;
    const cut = `inset(0 ${(100 - start - percent).toFixed(2)}% 0 ${start.toFixed(2)}%)`;
    if (row.cuts[index] !== cut) row.segments[index].style.clipPath = cut;
    row.cuts[index] = cut;
    start += percent;
    if (count > 0) words.push(`${number.format(count)} ${name}`);
  }
  row.bar.ariaLabel = words.join(', ');
}

new EventSource('api/events').addEventListener('message', ({ data }) => {
  const { batches, now } = JSON.parse(data);
  for (const batch of batches) {
    let row = rows.get(batch.batchId);
    if (!row) rows.set(batch.batchId, (row = addRow(batch.batchId)));
    update(row, batch, now);
  }
});
