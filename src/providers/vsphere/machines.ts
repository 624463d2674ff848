/** Reads machines in batches and adds what other interfaces know of them: tags and utilisation. */

import type { FactPath } from '../../core/assess/verdict.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { HttpsClient } from '../../transport/https.ts';
import type { ReadEnd } from '../connection.ts';
import type { ObjectContent } from './property-collector.ts';
import { theseObjects } from './property-collector.ts';
import { textAt } from './nodes.ts';
import { PerformanceReader } from './performance.ts';
import type { Places } from './places/places.ts';
import type { VimSession } from './session.ts';
import type { VsphereSettings } from './settings.ts';
import { TagReader } from './tags.ts';
import { observe } from './vm/observe.ts';

export interface MachineOptions {
  readonly session: VimSession;
  readonly https: HttpsClient;
  readonly settings: VsphereSettings;
  readonly sourceId: string;
  readonly scope: string;
  readonly now: Date;
  readonly places: Places;
  readonly signal?: AbortSignal;
}

/** For one read: opened when the first machines come, closed at the end. */
export class MachineReader implements AsyncDisposable {
  readonly #options: MachineOptions;
  readonly #customFields: ReadonlyMap<string, string>;
  readonly #missing: ReadEnd['missing'][number][] = [];
  #tags: TagReader | undefined;
  #performance: PerformanceReader | undefined;

  private constructor(options: MachineOptions, customFields: ReadonlyMap<string, string>) {
    this.#options = options;
    this.#customFields = customFields;
  }

  static async open(options: MachineOptions): Promise<MachineReader> {
    const { session, https, settings, signal, now } = options;
    const reader = new MachineReader(options, await customFieldsOf(session));
    if (settings.tags) {
      reader.#tags = await TagReader.open(https, settings.credentials, signal).catch((error: unknown) => {
        reader.#without('Tags', error, ['tags']);
        return undefined;
      });
    }
    const days = settings.utilisationDays;
    reader.#performance = await PerformanceReader.open(session, { days, now });
    if (days > 0 && reader.#performance === undefined) {
      reader.#missing.push({ part: 'Utilisation', cost: 'The server keeps no averages.', facts: ['utilisation'] });
    }
    return reader;
  }

  /** What could not be read beside the machines' own properties. */
  get missing(): ReadEnd['missing'] {
    const missing = [...this.#missing];
    const hidden = this.#tags?.hidden ?? 0;
    const refusal = this.#performance?.refusal;
    if (hidden > 0) {
      const cost = `${hidden} tag${hidden === 1 ? '' : 's'} of machines are not shown to the account: give it the role Read-only as a global permission.`;
      missing.push({ part: 'Tags', cost, facts: ['tags'] });
    }
    if (refusal !== undefined) missing.push({ part: 'Utilisation', cost: `${refusal}.`, facts: ['utilisation'] });
    return missing;
  }

  async observe(contents: readonly ObjectContent[]): Promise<WorkloadObservation[]> {
    const { sourceId, scope, now, places } = this.#options;
    const observedAt = now.toISOString();
    const refs = contents.map(({ ref }) => ref);
    const tags = await this.#tags?.read(refs).catch((error: unknown) => {
      this.#without('Tags', error, ['tags']);
      this.#tags = undefined;
      return undefined;
    });
    const utilisation = await this.#performance?.read(refs);
    return contents.map((content) => {
      const observation = observe(content, { sourceId, scope, observedAt, places, customFields: this.#customFields });
      const used = utilisation?.get(content.ref.value);
      const own = { ...observation.facts.tags, ...tags?.get(content.ref.value) };
      const facts = {
        ...observation.facts,
        ...(observation.facts.tags !== undefined || tags !== undefined ? { tags: own } : {}),
        ...(used !== undefined && { utilisation: used }),
      };
      return { ...observation, facts };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tags?.[Symbol.asyncDispose]();
  }

  /** An interface that is missing or forbidden costs its facts, not the read. */
  #without(part: string, error: unknown, facts: readonly FactPath[]): void {
    this.#options.signal?.throwIfAborted();
    if (!(error instanceof IsthmusError)) throw error;
    this.#missing.push({ part, cost: `${error.message}.`, facts });
  }
}

/** Names of custom attributes by their keys. */
async function customFieldsOf(session: VimSession): Promise<ReadonlyMap<string, string>> {
  const manager = session.manager('customFieldsManager');
  const fields = new Map<string, string>();
  if (manager === undefined) return fields;
  const specs = [{ type: 'CustomFieldsManager', paths: ['field'] }];
  for await (const { properties } of theseObjects(session, [manager], { specs, pageSize: 1 })) {
    for (const field of properties.get('field')?.children ?? []) {
      const key = textAt(field, 'key');
      const name = textAt(field, 'name');
      if (key !== undefined && name !== undefined) fields.set(key, name);
    }
  }
  return fields;
}
