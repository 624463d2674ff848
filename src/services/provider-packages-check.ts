/** Whether what a package exports is a provider: everything that is wrong with it, in words. */

import type { ErrorCause } from '../core/errors/errors.ts';
import { FACETS } from '../providers/connection.ts';
import { PORT_VERSION } from '../providers/provider.ts';
import type { Provider } from '../providers/provider.ts';

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const TYPES = ['text', 'integer', 'boolean', 'choice', 'list'];

/** Faults of a loaded module. `known` are the providers there are already: a kind exists once. */
export function providerFaults(loaded: unknown, known: readonly Provider[]): readonly ErrorCause[] {
  const faults: ErrorCause[] = [];
  const fault = (where: string, message: string): void => void faults.push({ where, message });
  const { portVersion, provider } = isObject(loaded) ? loaded : {};
  if (portVersion !== PORT_VERSION) {
    const said = portVersion === undefined ? 'exports none' : `is written for ${JSON.stringify(portVersion)}`;
    fault('portVersion', `port version ${PORT_VERSION} is needed, it ${said}`);
  }
  if (!isObject(provider)) {
    fault('provider', 'it exports no "provider"');
    return faults;
  }
  const { kind } = provider;
  if (typeof kind !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(kind))
    fault('provider.kind', 'the kind must be lower case letters, digits and dashes');
  else if (known.some((other) => other.kind === kind)) fault('provider.kind', `there is a provider "${kind}" already`);
  if (!isText(provider['title'])) fault('provider.title', 'title is missing');
  if (provider['platform'] !== undefined && !isText(provider['platform']))
    fault('provider.platform', 'platform must be text');
  if (!Number.isInteger(provider['precedence'])) fault('provider.precedence', 'precedence must be a whole number');
  if (!isObject(provider['supplies'])) fault('provider.supplies', 'supplies must name where facts come from');
  const { file, live } = provider;
  if (file === undefined && live === undefined) fault('provider', 'it has neither "file" nor "live"');
  if (file !== undefined) checkFile(file, fault);
  if (live !== undefined) checkLive(live, fault);
  return faults;
}

type Fault = (where: string, message: string) => void;

function checkFile(file: unknown, fault: Fault): void {
  if (!isObject(file) || typeof file['read'] !== 'function') fault('provider.file.read', 'read must be a function');
  else if (!isText(file['accepts']) || !Array.isArray(file['extensions']))
    fault('provider.file', 'accepts and extensions are needed');
}

function checkLive(live: unknown, fault: Fault): void {
  if (!isObject(live) || typeof live['connect'] !== 'function') {
    fault('provider.live.connect', 'connect must be a function');
    return;
  }
  const { facets, settings, secrets, intervalSeconds } = live;
  if (!Array.isArray(facets) || facets.some((facet) => facet === 'file' || !FACETS.includes(facet)))
    fault('provider.live.facets', `facets must be of ${FACETS.filter((facet) => facet !== 'file').join(', ')}`);
  if (typeof intervalSeconds !== 'number' || !(intervalSeconds >= 1))
    fault('provider.live.intervalSeconds', 'intervalSeconds must be 1 or more');
  if (live['guide'] !== undefined && !isText(live['guide'])) fault('provider.live.guide', 'guide must be text');
  checkFields('settings', settings, fault);
  checkFields('secrets', secrets, fault);
}

function checkFields(list: 'settings' | 'secrets', fields: unknown, fault: Fault): void {
  if (!Array.isArray(fields)) {
    fault(`provider.live.${list}`, 'must be a list');
    return;
  }
  const seen = new Set<unknown>();
  for (const [index, field] of fields.entries()) {
    const where = `provider.live.${list}[${index}]`;
    if (!isObject(field) || typeof field['name'] !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(field['name'])) {
      fault(where, 'name must be in camel case');
      continue;
    }
    if (seen.has(field['name'])) fault(where, `"${field['name']}" is there twice`);
    seen.add(field['name']);
    if (!isText(field['title']) || !isText(field['help'])) fault(where, 'title and help are needed');
    if (list === 'settings' && !TYPES.includes(String(field['type'])))
      fault(where, `type is one of ${TYPES.join(', ')}`);
  }
}
