import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { numbers } from '../text/numbers.ts';
import { perMinute, type Bucket } from './throughput.ts';

/** A chart that is on the page. */
export interface ThroughputChart {
  /** Shows other buckets. */
  show: (buckets: readonly Bucket[]) => void;
  remove: () => void;
}

/** Draws the calls that ended per minute over time. This file alone knows the library that draws. */
export function drawThroughput(place: HTMLElement): ThroughputChart {
  const color = (name: string): string => getComputedStyle(place).getPropertyValue(name);
  const stepped = uPlot.paths.stepped!({ align: 1 });
  const { fontFamily, fontSize } = getComputedStyle(place);
  const axis = (): uPlot.Axis => ({
    font: `${0.8 * parseFloat(fontSize)}px ${fontFamily}`,
    stroke: () => color('--text-quiet'),
    grid: { stroke: () => color('--line'), width: 1 },
    ticks: { stroke: () => color('--line'), width: 1 },
  });
  const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
  const withSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
  const plot = new uPlot(
    {
      ...sizeOf(place),
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.05)] } },
      axes: [
        {
          ...axis(),
          space: 70,
          values: (_plot, splits) => {
            const step = (splits[1] ?? 0) - (splits[0] ?? 0);
            const format = step >= 86_400 ? day : step >= 60 ? time : withSeconds;
            return splits.map((at) => format.format(at * 1000));
          },
        },
        {
          ...axis(),
          size: 3.5 * parseFloat(fontSize),
          values: (_plot, splits) => splits.map((at) => numbers.format(at)),
        },
      ],
      series: [
        {},
        {
          paths: stepped,
          points: { show: false },
          width: 2,
          stroke: () => color('--completed'),
          fill: () => color('--completed-fill'),
        },
        {
          paths: stepped,
          points: { show: false },
          width: 2,
          dash: [6, 3],
          stroke: () => color('--failed'),
        },
      ],
    },
    [[], [], []],
    place,
  );
  const redraw = (): void => plot.redraw(false);
  const resized = new ResizeObserver(() => plot.setSize(sizeOf(place)));
  resized.observe(place);
  // The colors of a canvas do not change with the theme by themselves.
  const themed = new MutationObserver(redraw);
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', redraw);
  return {
    show(buckets) {
      const last = buckets.at(-1);
      // A step needs an end.
      const ends = last ? [...buckets, { ...last, from: last.to }] : [];
      plot.setData([
        ends.map(({ from }) => from / 1000),
        ends.map((each, index) => perMinute(each.completed, buckets[index] ?? last!)),
        ends.map((each, index) => perMinute(each.failed, buckets[index] ?? last!)),
      ]);
    },
    remove() {
      resized.disconnect();
      themed.disconnect();
      scheme.removeEventListener('change', redraw);
      plot.destroy();
    },
  };
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } => ({
  width: clientWidth,
  height: clientHeight,
});
