/** Writes requests of the vim25 API: elements in the order that its schema gives them. */

import type { MoRef } from './nodes.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML forbids most control characters altogether; they would make the whole request unreadable. */
export const escaped = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');

export const element = (name: string, value: string | number | boolean): string =>
  `<${name}>${escaped(String(value))}</${name}>`;

export const elements = (name: string, values: readonly (string | number)[]): string =>
  values.map((value) => element(name, value)).join('');

export const reference = (name: string, { type, value }: MoRef): string =>
  `<${name} type="${escaped(type)}">${escaped(value)}</${name}>`;

export function envelope(method: string, self: MoRef, body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>' +
    `<${method} xmlns="urn:vim25">${reference('_this', self)}${body}</${method}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}

/** What to read of the objects of one type. */
export interface PropertySpec {
  readonly type: string;
  readonly paths: readonly string[];
}

const propSet = (specs: readonly PropertySpec[]): string =>
  specs.map(({ type, paths }) => `<propSet>${element('type', type)}${elements('pathSet', paths)}</propSet>`).join('');

/** All objects of a container view. */
export const viewSpec = (view: MoRef, specs: readonly PropertySpec[]): string =>
  `${propSet(specs)}<objectSet>${reference('obj', view)}<skip>true</skip>` +
  '<selectSet xsi:type="TraversalSpec"><name>view</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>';

/** Certain objects. One that is gone is left out of the answer. */
export const objectsSpec = (refs: readonly MoRef[], specs: readonly PropertySpec[]): string =>
  `${propSet(specs)}${refs.map((ref) => `<objectSet>${reference('obj', ref)}<skip>false</skip></objectSet>`).join('')}` +
  '<reportMissingObjectsInResults>true</reportMissingObjectsInResults>';
