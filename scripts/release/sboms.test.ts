import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { published } from '../published.ts';
import { fromRoot } from '../run.ts';
import { writeSboms } from './sboms.ts';

interface Component {
  group?: string;
  name: string;
  version: string;
}

interface Sbom {
  bomFormat: string;
  metadata: { component: Component };
  components: Component[];
}

const nameOf = ({ group, name }: Component): string => (group ? `${group}/${name}` : name);

test('each published package has a bill of materials that names its dependencies', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-sboms-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeSboms(folder);
  const found = new Map<string, string[]>();
  for (const file of await readdir(folder)) {
    const { bomFormat, metadata, components } = JSON.parse(
      await readFile(join(folder, file), 'utf8'),
    ) as Sbom;
    const { component } = metadata;
    expect(bomFormat).toBe('CycloneDX');
    // finish-release.ts finds the file by this name.
    expect(file).toBe(
      `${nameOf(component).slice(1).replace('/', '-')}-${component.version}.cdx.json`,
    );
    found.set(nameOf(component), components.map(nameOf));
  }
  expect([...found.keys()].toSorted()).toEqual(published.toSorted());
  const manifest = await readFile(fromRoot('packages/fetch-client/package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  expect(found.get('@batch-status/fetch')).toEqual(
    expect.arrayContaining(Object.keys(dependencies)),
  );
});
