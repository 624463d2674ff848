/** What can be imported and connected: every provider, with what to fill in. */

import type { Problem } from '../api/common.ts';
import { FACETS } from '../providers/connection.ts';
import type { Facet, SecretField, SettingField } from '../providers/connection.ts';
import type { ServiceContext } from './context.ts';
import { PROVIDERS } from '../providers/registry.ts';

export interface ProviderKind {
  readonly kind: string;
  readonly title: string;
  /** Null: one of many platforms, as each workload says. */
  readonly platform: string | null;
  readonly precedence: number;
  /** In the order of the port's list. */
  readonly facets: readonly Facet[];
  /** Name or path of the package it comes from; null: it is built in. */
  readonly package: string | null;
  readonly file: { readonly accepts: string; readonly extensions: readonly string[] } | null;
  readonly live: {
    readonly settings: readonly SettingField[];
    readonly secrets: readonly SecretField[];
    /** Page below docs/guide/sources, or the package's own. */
    readonly guide: string | null;
    readonly intervalSeconds: number;
  } | null;
}

export interface ProviderKinds {
  /** By kind. */
  readonly items: readonly ProviderKind[];
  /** Packages that were named and cannot be used. */
  readonly refused: readonly { readonly package: string; readonly problem: Problem }[];
}

export async function listProviderKinds(context: ServiceContext): Promise<ProviderKinds> {
  const { providers, packages } = await context.installation.providers();
  const packageOf = new Map(packages.map(({ kind, name }) => [kind, name]));
  const builtIn = new Set(PROVIDERS.map(({ kind }) => kind));
  const items = providers.map(({ kind, title, platform, precedence, file, live }): ProviderKind => {
    const offers = new Set<Facet>([...(file === undefined ? [] : ['file' as const]), ...(live?.facets ?? [])]);
    return {
      kind,
      title,
      platform: platform ?? null,
      precedence,
      facets: FACETS.filter((facet) => offers.has(facet)),
      package: builtIn.has(kind) ? null : (packageOf.get(kind) ?? null),
      file: file === undefined ? null : { accepts: file.accepts, extensions: file.extensions },
      live:
        live === undefined
          ? null
          : {
              settings: live.settings,
              secrets: live.secrets,
              guide: live.guide ?? null,
              intervalSeconds: live.intervalSeconds,
            },
    };
  });
  return {
    items: items.sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    refused: packages.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ package: name, problem }])),
  };
}
