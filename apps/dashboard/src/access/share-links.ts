import { randomBytes } from 'node:crypto';
import type { DataFile } from '../data/data-file.ts';
import type { Share } from '../wire/answers.ts';
import { isSameSecret, sign } from './secrets.ts';

/** A token: the id of a share link, and its signature. */
const token = /^([\w-]{16})\.([\w-]{43})$/;

/** Links to one batch each. They can be revoked, and remain valid after a restart. */
export class ShareLinks {
  readonly #data: DataFile;
  readonly #now: () => number;
  readonly #key: Buffer;
  /** Also those whose revocation cannot be written. */
  readonly #revoked = new Set<string>();

  constructor(data: DataFile, now: () => number) {
    this.#data = data;
    this.#now = now;
    this.#key = data.secret('share links');
  }

  /** @throws NotWrittenError if it cannot be stored. */
  create(batchId: string, expiresIn: number): { share: Share; token: string } {
    const createdAt = this.#now();
    const id = randomBytes(12).toString('base64url');
    const share = { id, batchId, createdAt, expiresAt: createdAt + expiresIn };
    this.#data.write(() => this.#data.shares.add(share));
    return { share, token: `${id}.${this.#signatureOf(share)}` };
  }

  list(): Share[] {
    return this.#data.shares.all(this.#now()).filter(({ id }) => !this.#revoked.has(id));
  }

  /**
   * @returns Whether there was such a link.
   * @throws NotWrittenError if it is revoked only until a restart.
   */
  revoke(id: string): boolean {
    const share = this.#valid(id);
    if (!share) return false;
    this.#revoked.add(id);
    this.#data.write(() => void this.#data.shares.delete(id));
    return true;
  }

  /** The link of a token, or nothing if it is wrong, has expired, or was revoked. */
  verify(text: string): Share | undefined {
    const [, id = '', signature = ''] = token.exec(text) ?? [];
    const share = this.#valid(id);
    // Compared even if there is none, so that the time does not tell whether an id exists.
    const right = this.#signatureOf(share ?? { id, batchId: '', createdAt: 0, expiresAt: 0 });
    return isSameSecret(signature, right) ? share : undefined;
  }

  isValid(id: string): boolean {
    return this.#valid(id) !== undefined;
  }

  #valid(id: string): Share | undefined {
    if (this.#revoked.has(id)) return undefined;
    const share = this.#data.shares.get(id);
    return share && share.expiresAt > this.#now() ? share : undefined;
  }

  #signatureOf({ id, batchId, expiresAt }: Share): string {
    return sign(this.#key, id, batchId, String(expiresAt));
  }
}
