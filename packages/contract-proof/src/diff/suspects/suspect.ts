import type { Exchange } from '@batch-status/conformance';

import type { Chance } from '../../sketch/chance.ts';
import type { Contender, Subject, Witness } from '../change/contract-change.ts';

/** Exchanges that could show a difference, as each contract would see them. */
export interface Candidate {
  base: Exchange[];
  revision: Exchange[];
  /** The value in the place of the change, if a body was varied there. */
  value?: { is: unknown };
  /** Whether both contracts judged alike before the place of the change was varied. */
  isNeutral: boolean;
}

/** A place where two contracts are written differently, and what could show a difference. */
export interface Suspect {
  subject: Subject;
  what: string;
  operation: string;
  /** Where it is written: pointers in each contract. */
  pointers: Record<Contender, readonly string[]>;
  /** A JSON Pointer to the place in a body. */
  at?: string;
  /** Whether exchanges count that are checked only in part. */
  isPartial?: boolean;
  /** What a finding at one of the pointers must mention to be about it. */
  mentions?: string;
  /** Whether it restricts requests, so that the levels are reversed. */
  isRequest: boolean;
  /** Whether it is reported only if something shows a difference. */
  isQuiet?: boolean;
  /** The most candidates to try. */
  most: number;
  candidates: (chance: Chance) => Iterable<Candidate>;
  /** Why the candidates do not show that nothing differs; `undefined` if they do. */
  doubt: (trial: Trial) => string | undefined;
}

/** What was tried for a suspect, and what it showed. */
export interface Trial {
  judged: number;
  /** Whether some candidate was accepted. */
  isReached: boolean;
  /** Whether some candidate broke what is written at the pointers of the suspect. */
  broken: Record<Contender, boolean>;
  /** The values that were tried in the place of the change. */
  values: unknown[];
  /** The clearest witness for each contract that accepts it. */
  witnesses: Partial<Record<Contender, Witness>>;
  /** Witnesses that no finding links to what is written differently. */
  unexplained: Partial<Record<Contender, Witness>>;
  /** Why an exchange could not be judged. */
  why?: string;
}
