import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const isOfChart = (name: string): boolean => name.includes('draw-throughput');

/** Bytes that a browser downloads for the overview, and for a batch with its chart, compressed. */
export async function pageWeight(built: string): Promise<{ overview: number; chart: number }> {
  const assets = (await readdir(join(built, 'assets'))).map((name) => join('assets', name));
  const weigh = async (names: readonly string[]): Promise<number> => {
    const files = await Promise.all(names.map((name) => readFile(join(built, name))));
    return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).byteLength, 0);
  };
  const overview = await weigh(['index.html', ...assets.filter((name) => !isOfChart(name))]);
  return { overview, chart: overview + (await weigh(assets.filter(isOfChart))) };
}
