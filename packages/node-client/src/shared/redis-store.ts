import { randomUUID } from 'node:crypto';
import type { Clock } from '@batch-status/client-core';
import {
  freshFor,
  halfOctaveOf,
  type Finding,
  type Finished,
  type Following,
  type Grant,
  type ServerState,
  type SharedReport,
  type SharedStore,
  type Turn,
} from '@batch-status/client-core/sharing';
import type { Cluster, Redis } from 'ioredis';
import { decodeServer, encodePlan, encodeReport, encodeServer } from './encode-state.ts';
import { GrantedJobs, type RedisGrant } from './granted-jobs.ts';
import { Jobs } from './jobs.ts';
import { monitorScripts, type RunScript } from './monitor-scripts.ts';
import { ownConnection } from './own-connection.ts';
import { reportsIn } from './stored-report.ts';
import { readTurn, type StoredServer, type TurnReply } from './turn-reply.ts';

/** A process that does not respond for so long no longer counts, in milliseconds. */
const lease = 30_000;
/** How long the last report of a batch is kept for processes that lost their connection. */
const keptFor = 3_600_000;
/** How long `close` waits for Redis. */
const patience = 2_000;
const shortestLock = 1_000;
const longestLock = 10_000;
/** If data may get as old as it likes, a job waits for so long until its batch has a turn. */
const longestDelay = 3_600_000;

export interface RedisStoreSettings {
  maxRequestsPerSecond: number;
  maxStaleness: number;
  deadline: number;
  clock: Clock;
}

/** Keeps in Redis what processes share, beside a queue of BullMQ. */
export class RedisStore implements SharedStore {
  readonly #connection: Redis | Cluster;
  readonly #settings: RedisStoreSettings;
  readonly #run: RunScript;
  readonly #jobs: Jobs;
  readonly #grantedJobs: GrantedJobs;
  /** Identifies this process. */
  readonly #process = randomUUID();
  readonly #freshFor: number;
  /** After a request, a batch is due after so long at the latest. */
  readonly #longestDelay: number;
  /** After how long a request whose process has died is repeated. */
  readonly #recovery: number;
  readonly #lockDuration: number;
  #cursor = -1;
  #hasUsed = false;
  #server: { version: string; state: ServerState | undefined } = { version: '', state: undefined };

  constructor(connection: Redis | Cluster, name: string, settings: RedisStoreSettings) {
    const { maxStaleness, deadline, clock } = settings;
    const outer = connection.options.keyPrefix ?? '';
    const tag = `{${outer}batch-status:${name}}`;
    this.#settings = settings;
    this.#connection = ownConnection(connection);
    this.#run = monitorScripts(this.#connection, `${tag}:`);
    this.#freshFor = freshFor(maxStaleness);
    this.#longestDelay = Math.min(this.#freshFor, longestDelay);
    this.#lockDuration = Math.min(Math.max(maxStaleness / 10, shortestLock), longestLock);
    this.#recovery = Math.ceil(2.2 * this.#lockDuration);
    const lockDuration = this.#lockDuration;
    this.#jobs = new Jobs(this.#connection, tag, { lockDuration, clock, token: this.#process });
    const times = { deadline, lockDuration, recovery: this.#recovery };
    this.#grantedJobs = new GrantedJobs(this.#jobs, this.#run, times);
  }

  async follow(batches: readonly Following[]): Promise<SharedReport[]> {
    const args = batches.flatMap(({ batchId, version, known }) =>
      known
        ? [
            ...[batchId, version, encodeReport(known.state), encodePlan(known)],
            ...[known.plan.since, known.plan.notBefore].map(Math.round),
          ]
        : [batchId, version, '', '', 0, 0],
    );
    const [found, created] = (await this.#run('follow', [this.#process, ...args])) as string[][];
    // If this process dies before, the job is added when the batch has its turn.
    await this.#jobs.add(created!, this.#longestDelay);
    return reportsIn(found!);
  }

  async unfollow(batchIds: readonly string[]): Promise<void> {
    const dropped = await this.#run('unfollow', [this.#process, ...batchIds]);
    await this.#jobs.remove(dropped as string[]);
  }

  async turn(most: number, within: number): Promise<Turn> {
    const { maxRequestsPerSecond, deadline } = this.#settings;
    const reply = (await this.#run('turn', [
      ...[this.#process, lease, maxRequestsPerSecond, most, deadline, this.#cursor],
      ...[this.#freshFor === Infinity ? -1 : this.#freshFor, this.#hasUsed ? 1 : 0],
      ...[this.#server.version, this.#recovery, within],
    ])) as TurnReply;
    const repliedAt = this.#elapsed();
    const { seq, isKnown, isDue, server, granted, dropped, ...turn } = readTurn(reply);
    const isForgotten = this.#hasUsed && !isKnown;
    this.#hasUsed = true;
    this.#cursor = seq;
    this.#heed(server);
    void this.#jobs.remove(dropped);
    const grants = await this.#grantedJobs.take(granted, turn.now);
    // To take the jobs may last, if Redis stops responding in between.
    const passed = this.#elapsed() - repliedAt;
    return {
      ...turn,
      now: turn.now + passed,
      ...{ isForgotten, isContended: isDue, grants, server: this.#server.state },
    };
  }

  async finish(grant: Grant, finding: Finding): Promise<Finished> {
    const { shared, end, error, multiple, rest } = finding;
    const { base, active } = grant as RedisGrant;
    const { state, plan } = shared;
    const { since, notBefore, pause, urgentFrom, urgentPause, isDoubtful } = plan;
    const failure = end === 'failure' ? { error } : undefined;
    const [reply] = await Promise.all([
      this.#run('finish', [
        ...[grant.token, grant.batchId, end ?? 'plan', base],
        ...[encodeReport(state, failure), encodePlan(shared)],
        ...[Math.round(since), Math.round(notBefore)],
        ...[halfOctaveOf(pause), halfOctaveOf(urgentPause)],
        ...[urgentFrom === Infinity ? '' : Math.round(urgentFrom), isDoubtful ? 1 : 0],
        ...[Math.round(rest), multiple ?? '', keptFor],
      ]) as Promise<[version: string, seq: number, nextAt: string, isFollowed: number]>,
      end ? this.#jobs.end(active) : this.#jobs.delay(active, this.#delayOf(finding)),
    ]);
    const [version, seq, nextAt, isFollowed] = reply;
    if (!end && isFollowed === 0) await this.#jobs.remove([grant.batchId]);
    if (seq === this.#cursor + 1) this.#cursor = seq;
    return { version: Number(version) || undefined, nextAt: Number(nextAt) };
  }

  async giveBack(grant: Grant, wasSent: boolean): Promise<void> {
    const { active, ...granted } = grant as RedisGrant;
    await Promise.all([
      this.#grantedJobs.giveBack(granted, wasSent, 0),
      this.#jobs.delay(active, this.#lockDuration),
    ]);
  }

  async changeServer(change: Parameters<SharedStore['changeServer']>[0]): Promise<void> {
    for (;;) {
      const changed = change(this.#server.state);
      if (!changed) return;
      const { state, until } = changed;
      const { probeAt, probeGap } = state.pause;
      const reply = (await this.#run('server', [
        ...[this.#server.version, encodeServer(state), Math.max(0, Math.round(until))],
        ...[Math.max(0, Math.round(probeAt)), Math.round(probeGap), state.perSecond],
      ])) as [isChanged: number, version: string, ...newer: string[]];
      const [isChanged, version, newer = '', newerProbeAt = '', newerProbeGap = ''] = reply;
      if (isChanged === 1) {
        this.#server = { version, state };
        return;
      }
      this.#heed({ version, state: newer, probeAt: newerProbeAt, probeGap: newerProbeGap });
    }
  }

  async hasten(batchIds: readonly string[]): Promise<void> {
    await this.#run('hasten', batchIds);
  }

  async close(): Promise<void> {
    const done = new AbortController();
    const expired = this.#settings.clock.sleep(patience, done.signal).catch(() => {});
    await Promise.race([this.#leave().catch(() => {}), expired]);
    done.abort();
    const closed = this.#jobs.close();
    this.#connection.disconnect();
    await closed;
  }

  async #leave(): Promise<void> {
    for (let isLeft = 1; isLeft === 1;) {
      const reply = await this.#run('leave', [this.#process]);
      const [dropped, left] = reply as [string[], number];
      await this.#jobs.remove(dropped);
      isLeft = left;
    }
  }

  /** How long the job waits if the batch has no turn before. */
  #delayOf({ now, shared: { plan } }: Finding): number {
    return Math.max(plan.notBefore, plan.since + this.#longestDelay) - now;
  }

  /** Takes over what other processes know about the server, if it is newer. */
  #heed({ version, state: text, probeAt, probeGap }: StoredServer): void {
    if (version === this.#server.version) return;
    const state = text === '' ? undefined : decodeServer(text);
    if (state && probeAt !== '') {
      state.pause.probeAt = Number(probeAt);
      state.pause.probeGap = Number(probeGap);
    }
    this.#server = { version, state };
  }

  #elapsed(): number {
    const { clock } = this.#settings;
    return clock.elapsed?.() ?? clock.now();
  }
}
