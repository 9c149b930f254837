import { pointerTo } from '@batch-status/json-schema';

import type { Found } from '../found.ts';
import type { RequestSides } from './report-change.ts';
import { requestOf, type Sent } from './requests.ts';

interface RequestValue {
  subject: 'parameter' | 'request-body';
  name: string;
  schemas: { base: string | undefined; revision: string | undefined };
  /** Where a schema that is absent would be. */
  pointers: { base: string; revision: string };
  sent: (value: unknown) => Sent;
}

/** Compares the values that the schemas of a parameter or a body allow. */
export function compareRequestValues(
  found: Found,
  { base, revision, name: operation }: RequestSides,
  { subject, name, schemas, pointers, sent }: RequestValue,
): void {
  if (schemas.base === undefined && schemas.revision === undefined) return;
  found.compare({
    subject,
    name,
    operation,
    isRequest: true,
    schemas: {
      base: schemas.base ?? pointerTo(pointers.base, 'schema'),
      revision: schemas.revision ?? pointerTo(pointers.revision, 'schema'),
    },
    exchanges: (value) => ({
      base: requestOf(base, sent(value)),
      revision: requestOf(revision, sent(value)),
    }),
  });
}
