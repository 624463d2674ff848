/** Reads objects with their properties: page by page, one object in memory at a time, beginning again where it broke. */

import { VimFault } from './faults.ts';
import type { MoRef } from './nodes.ts';
import { child, childrenOf, refAt, refOf, textAt, textOf, typeOf } from './nodes.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import type { PropertySpec } from './request.ts';
import { element, elements, objectsSpec, reference, viewSpec } from './request.ts';
import type { VimSession } from './session.ts';
import { sessionEnded } from './session.ts';

export interface ObjectContent {
  readonly ref: MoRef;
  readonly properties: ReadonlyMap<string, XmlNode>;
  /** Paths that the account may not read, with the privilege it lacks. */
  readonly refused: readonly { readonly path: string; readonly privilege: string }[];
}

export interface RetrieveOptions {
  readonly specs: readonly PropertySpec[];
  /** Objects of one page. Some servers send all in one answer all the same. */
  readonly pageSize: number;
  readonly signal?: AbortSignal;
}

/** Every object of these types below the root folder, each once. */
export async function* everyObject(session: VimSession, options: RetrieveOptions): AsyncGenerator<ObjectContent> {
  const types = options.specs.map(({ type }) => type);
  yield* retrieved(session, options, async (specs) => {
    const view = await containerView(session, types);
    return { specSet: viewSpec(view, specs), done: () => destroyed(session, view) };
  });
}

/** These objects. Those that are gone are left out. */
export async function* theseObjects(
  session: VimSession,
  refs: readonly MoRef[],
  options: RetrieveOptions,
): AsyncGenerator<ObjectContent> {
  if (refs.length === 0) return;
  const none = async (): Promise<void> => undefined;
  yield* retrieved(session, options, async (specs) => ({ specSet: objectsSpec(refs, specs), done: none }));
}

interface Selection {
  readonly specSet: string;
  readonly done: () => Promise<void>;
}

async function* retrieved(
  session: VimSession,
  options: RetrieveOptions,
  select: (specs: readonly PropertySpec[]) => Promise<Selection>,
): AsyncGenerator<ObjectContent> {
  let specs = options.specs;
  const seen = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { specSet, done } = await select(specs);
      for await (const content of pages(session, specSet, options)) {
        const key = `${content.ref.type}/${content.ref.value}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield content;
      }
      await done();
      return;
    } catch (error) {
      const known = withoutInvalid(specs, error);
      if (known === undefined) await session.recover(error, attempt, 'RetrievePropertiesEx');
      else {
        specs = known;
        attempt -= 1;
      }
    }
  }
}

/** An older server does not know every property: the others are asked for again without it. */
export function withoutInvalid(specs: readonly PropertySpec[], error: unknown): readonly PropertySpec[] | undefined {
  if (!(error instanceof VimFault) || error.type !== 'InvalidProperty') return undefined;
  const name = textAt(error.detail, 'name');
  if (name === undefined || !specs.some(({ paths }) => paths.includes(name))) return undefined;
  return specs.map(({ type, paths }) => ({ type, paths: paths.filter((path) => path !== name) }));
}

async function* pages(
  session: VimSession,
  specSet: string,
  { pageSize, signal }: RetrieveOptions,
): AsyncGenerator<ObjectContent> {
  const self = session.needed('propertyCollector');
  const aborting = signal === undefined ? {} : { signal };
  let body = `<specSet>${specSet}</specSet><options>${element('maxObjects', pageSize)}</options>`;
  let method = 'RetrievePropertiesEx';
  for (;;) {
    let token: string | undefined;
    for await (const node of session.soap.stream({ method, self, body, ...aborting })) {
      if (node.name === 'token') token = textOf(node);
      const content = node.name === 'objects' ? contentOf(node) : undefined;
      if (content !== undefined) yield content;
    }
    if (token === undefined) return;
    method = 'ContinueRetrievePropertiesEx';
    body = element('token', token);
  }
}

function contentOf(node: XmlNode): ObjectContent | undefined {
  const ref = refAt(node, 'obj');
  if (ref === undefined) return undefined;
  const properties = new Map<string, XmlNode>();
  for (const each of childrenOf(node, 'propSet')) {
    const name = textAt(each, 'name');
    const value = child(each, 'val');
    if (name !== undefined && value !== undefined) properties.set(name, value);
  }
  return { ref, properties, refused: refusedIn(node) };
}

/** Paths an object does not show. Throws when the session ended: some servers say so of each property instead of failing. */
export function refusedIn(node: XmlNode): ObjectContent['refused'] {
  const refused: { path: string; privilege: string }[] = [];
  for (const missing of childrenOf(node, 'missingSet')) {
    const fault = child(missing, 'fault', 'fault') ?? child(missing, 'fault');
    const type = typeOf(fault);
    if (type === 'NotAuthenticated') throw sessionEnded();
    if (type !== 'NoPermission') continue;
    const privilege = textAt(fault, 'privilegeId') ?? 'System.Read';
    refused.push({ path: textAt(missing, 'path') ?? '', privilege });
  }
  return refused;
}

export async function containerView(session: VimSession, types: readonly string[]): Promise<MoRef> {
  const body =
    reference('container', session.needed('rootFolder')) + elements('type', types) + element('recursive', true);
  const view = refOf(await session.call({ method: 'CreateContainerView', self: session.needed('viewManager'), body }));
  if (view === undefined) throw new VimFault('', 'CreateContainerView gave no view');
  return view;
}

async function destroyed(session: VimSession, view: MoRef): Promise<void> {
  // A view that stays is removed with the session.
  await session.soap.call({ method: 'DestroyView', self: view }).catch(() => undefined);
}
