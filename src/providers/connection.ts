/**
 * The live half of the port: what a platform that is connected to can do, facet by facet. A connection has an identity
 * and those facets its platform offers; an absent facet is an answer that planner and screens read.
 */

import type { ImportIssue, InventoryItem, Receipt, ReceiptPart } from './provider.ts';

/** One thing to fill in to connect: a form field, a command-line option, a key in a request. Never a secret. */
export interface SettingField {
  /** Camel case: "address". The command line writes it --address. */
  readonly name: string;
  readonly title: string;
  /** One sentence: what it means and what is taken when it is absent. */
  readonly help: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'choice' | 'list';
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly example?: string;
  /** True for text of several lines, such as a certificate or a kubeconfig without credentials. */
  readonly multiline?: boolean;
  /**
   * True for what decides where secrets are sent or whom they are shown to: an address, an authority, a fingerprint.
   * When it changes, stored secrets must be given again, so that nobody can have them sent to a place of their own.
   */
  readonly decidesTrust?: boolean;
}

/** One secret a connection may need. It is stored sealed or as a reference, handed to connect(), and never given out. */
export interface SecretField {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly required?: boolean;
  readonly multiline?: boolean;
}

export type SettingValue = string | number | boolean | readonly string[];
export type Settings = Readonly<Record<string, SettingValue>>;

export interface ConnectRequest {
  /** Stands in every observation the connection gives. */
  readonly sourceId: string;
  /** Complete and of the right types, as the connector's fields say. */
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
  /** Aborts connecting and everything the connection does later. */
  readonly signal?: AbortSignal;
  readonly clock: () => Date;
}

/** Who answers at the other end, and as whom it knows us. */
export interface ConnectionIdentity {
  /** "VMware vCenter Server 8.0.3 build-24322831". */
  readonly product: string;
  readonly version?: string;
  /** Id that two ways to the same platform share: a vCenter's instance UUID, a cluster's UID. */
  readonly instanceId: string;
  /** Address that was connected to, without credentials. */
  readonly endpoint: string;
  /** The account as the platform names it. */
  readonly account?: string;
  /** Of the server's certificate or SSH host key, lower-case hex with colons or "SHA256:…". */
  readonly fingerprint?: string;
  /** Rights that were looked for and are missing, in the platform's own words, with what stays unknown without them. */
  readonly lacking?: readonly { readonly right: string; readonly cost: string }[];
}

/** What an item is known by when it is gone. */
export interface ItemRef {
  readonly type: 'workload' | 'host' | 'cluster' | 'network' | 'datastore';
  /** For a workload the observation's nativeId; for anything else the entity's id. */
  readonly id: string;
  /** The observation's scope, when workloads of this source have one. */
  readonly scope?: string;
}

/**
 * 'full': a part of a complete listing; what no such part of the read names is gone. 'delta': what changed, as whole
 * items. A read is one or more 'full' mutations (an empty platform gives one without items), then any number of
 * 'delta'; or, with a cursor that is still good, 'delta' only.
 */
export type InventoryMutation =
  | { readonly type: 'full'; readonly items: readonly InventoryItem[] }
  | { readonly type: 'delta'; readonly items: readonly InventoryItem[]; readonly removed: readonly ItemRef[] };

export interface ReadRequest {
  /** Where the last read ended. Absent or no longer known to the platform: everything is read. */
  readonly cursor?: string;
  readonly signal?: AbortSignal;
  readonly onIssue: (issue: ImportIssue) => void;
  /** Fraction done, 0 to 1, and the phase in words. */
  readonly onProgress?: (fraction: number, phase: string) => void;
}

export interface ReadEnd {
  /** For the next read of this source. `lasting` cursors are also good on another connection. */
  readonly cursor?: { readonly value: string; readonly lasting: boolean };
  /** What was listed, by the platform's own names: { name: "VirtualMachine", rows: 1204, handling: 'read' }. */
  readonly parts: readonly ReceiptPart[];
  /** What could not be read, for want of a right or of a component, and the facts that stay unknown. */
  readonly missing: Receipt['missing'];
}

/** Facet: what the platform runs. Batches hold at most 1,000 items. */
export interface Inventory {
  read(request: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd>;
}

export type PowerAction = 'start' | 'shutdown' | 'power-off' | 'restart' | 'suspend';

/** Facet: switches workloads on and off. Resolves when the platform has done it. */
export interface PowerControl {
  readonly actions: readonly PowerAction[];
  set(nativeId: string, action: PowerAction): Promise<void>;
}

/** Facet: where a person finds the workload's screen. */
export interface ConsoleLinks {
  link(nativeId: string): Promise<{ readonly url: string; readonly expiresAt?: string }>;
}

export interface Connection extends AsyncDisposable {
  readonly identity: ConnectionIdentity;
  readonly inventory?: Inventory;
  readonly power?: PowerControl;
  readonly console?: ConsoleLinks;
}

/**
 * What kinds of providers may offer. 'changes': the inventory gives deltas. 'metrics': it measures utilisation.
 * 'source' and 'target': disks can be read out of it and written to it.
 */
export const FACETS = ['file', 'inventory', 'changes', 'metrics', 'power', 'console', 'source', 'target'] as const;
export type Facet = (typeof FACETS)[number];

/** How a provider connects. `facets` is what its connections offer, so that screens know before anyone connects. */
export interface Connector {
  readonly facets: readonly Exclude<Facet, 'file'>[];
  readonly settings: readonly SettingField[];
  readonly secrets: readonly SecretField[];
  /** Page below docs/guide/sources with the least rights the account needs: "vsphere.md". */
  readonly guide: string;
  /** How often it is read when nobody says otherwise. */
  readonly intervalSeconds: number;
  /** Throws IST-2201 to IST-2209 for the way there, IST-2220 for settings. */
  connect(request: ConnectRequest): Promise<Connection>;
}
