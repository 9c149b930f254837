import type { Contract } from '@batch-status/conformance';

import { compareSchemas, type SchemaDifference } from '../comparison/compare-schemas.ts';
import { Compared } from '../comparison/compared.ts';
import { ruledChange } from './change/closed-rules.ts';
import { bodySuspect, quietSuspect, type Holder } from './suspects/body-suspects.ts';
import type { Contender, ContractChange } from './change/contract-change.ts';
import type { Judge } from './suspects/judge.ts';
import type { Suspect } from './suspects/suspect.ts';

/** What the structure of two contracts shows: changes that are decided, and places to exercise. */
export class Found {
  readonly judges: Record<Contender, Judge>;
  readonly changes: ContractChange[] = [];
  readonly suspects: Suspect[] = [];
  /** Schemas are compared once for responses, and once for requests: the levels are reversed. */
  readonly #compared: Record<'request' | 'response', Compared> = {
    request: new Compared(),
    response: new Compared(),
  };
  readonly #written = new Set<string>();

  constructor(judges: Record<Contender, Judge>) {
    this.judges = judges;
  }

  get base(): Contract {
    return this.judges.base.contract;
  }

  get revision(): Contract {
    return this.judges.revision.contract;
  }

  /** Whether a difference between these places was not found before. */
  isNews(places: readonly unknown[]): boolean {
    const key = JSON.stringify(places);
    const isNew = !this.#written.has(key);
    this.#written.add(key);
    return isNew;
  }

  /** Compares the schemas of a value. */
  compare(holder: Omit<Holder, 'judges'>): void {
    const { schemas, isRequest } = holder;
    const direction = isRequest ? 'request' : 'response';
    const differences = compareSchemas(
      { contract: this.base, pointers: [schemas.base], direction },
      { contract: this.revision, pointers: [schemas.revision], direction },
      this.#compared[direction],
    );
    const own = { ...holder, judges: this.judges };
    const isText = holder.subject === 'header' || holder.subject === 'parameter';
    const structural = differences.filter(
      (each) => !each.isWording && !(isText && isAboutNoText(each)),
    );
    for (const each of structural) {
      // Many members can refer to one schema.
      if (!this.isNews([isRequest, each.key, each.base.pointers, each.revision.pointers])) continue;
      this.suspects.push(bodySuspect(own, each));
    }
    for (const each of differences.filter(({ isWording }) => isWording)) {
      if (!isRequest || each.key !== 'default') this.#addWordingOf(holder, each);
      // That of a parameter as a whole has its own rule.
      else if (holder.subject === 'request-body' || each.path.length > 0)
        this.#addDefaultOf(holder, each);
    }
    if (structural.length === 0 && !isRequest) this.suspects.push(quietSuspect(own));
  }

  addWording(
    what: string,
    operation: string | undefined,
    pointers: Partial<Record<Contender, string>>,
  ): void {
    const { base, revision } = pointers;
    // A component that several operations use is changed once.
    if (!this.isNews(['wording', base, revision])) return;
    this.changes.push({
      verdict: 'patch',
      direction: 'wording',
      subject: 'wording',
      what,
      affects: 'readers',
      ...(operation === undefined ? {} : { operation }),
      ...(base === undefined ? {} : { base: this.base.locate(base) }),
      ...(revision === undefined ? {} : { revision: this.revision.locate(revision) }),
      witnesses: [],
    });
  }

  /** A member that a request leaves out has its default. */
  #addDefaultOf({ name, operation }: Omit<Holder, 'judges'>, difference: SchemaDifference): void {
    const { path, base, revision } = difference;
    const [old, now] = [base.pointers[0], revision.pointers[0]];
    if (!this.isNews(['request default', old, now])) return;
    const place = path.length === 0 ? name : `${name} at /${path.join('/')}`;
    this.changes.push(
      ruledChange({
        rule: 'request-default-changed',
        what: `${place}: default ${base.value ?? 'none'} → ${revision.value ?? 'none'}`,
        operation,
        base: old === undefined ? undefined : this.base.locate(old),
        revision: now === undefined ? undefined : this.revision.locate(now),
      }),
    );
  }

  #addWordingOf({ name, operation }: Omit<Holder, 'judges'>, difference: SchemaDifference): void {
    const { key, path, base, revision } = difference;
    const place = path.length === 0 ? name : `${name} at /${path.join('/')}`;
    const about = key.startsWith('message of ') ? 'the message of a rule' : key;
    const changed =
      base.value === undefined ? 'added' : revision.value === undefined ? 'removed' : 'changed';
    this.addWording(`${place}: ${about} ${changed}`, operation, {
      ...(base.pointers[0] === undefined ? {} : { base: base.pointers[0] }),
      ...(revision.pointers[0] === undefined ? {} : { revision: revision.pointers[0] }),
    });
  }
}

/** Whether texts show nothing of a difference: none is `null`, and each is a string. */
function isAboutNoText({ key, base, revision }: SchemaDifference): boolean {
  if (key === 'null') return true;
  return key === 'type' && [base, revision].every(takesText);
}

function takesText({ value }: SchemaDifference['base']): boolean {
  return value === undefined || value.split(',').includes('string');
}
