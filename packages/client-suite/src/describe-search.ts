import { describe, expect, test } from 'vitest';
import { everythingIn, membersIn } from './everything-in.ts';
import { hidingPlaces } from './hiding-places.ts';

/** Tests that the suite's search for secrets finds them everywhere, in every runtime. */
export function describeSearch(): void {
  describe('the search for secrets', () => {
    const secret = 'planted-secret-e1d4';

    test.each(Object.entries(hidingPlaces))('finds a secret in %s', (_place, hide) => {
      expect(membersIn(hide(secret))).toContain(secret);
      expect(everythingIn(hide(secret))).toContain(secret);
      expect(everythingIn(hide('nothing'))).not.toContain(secret);
    });
  });
}
