import { describe, expect, test } from 'vitest';
import { xmlTrees } from '../../../formats/xml/trees.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { Places } from '../places/places.ts';
import { deviceFacts } from './devices.ts';
import { diskOf } from './disks.ts';
import { observe } from './observe.ts';

async function parsed(xml: string): Promise<XmlNode> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(xml);
  }
  for await (const [tree] of xmlTrees(bytes(), (_name, depth) => depth === 0)) if (tree !== undefined) return tree;
  throw new RangeError('no element');
}

const passed = (backing: string, type = 'VirtualPCIPassthroughDeviceBackingInfo'): string =>
  `<d xmlns:xsi="x" xsi:type="VirtualPCIPassthrough"><backing xsi:type="${type}">${backing}</backing></d>`;
const DYNAMIC = 'VirtualPCIPassthroughDynamicBackingInfo';
const vendors = (...ids: readonly number[]): string =>
  ids.map((id) => `<allowedDevice><vendorId>${id}</vendorId><deviceId>1</deviceId></allowedDevice>`).join('');

describe('a device that is passed through', () => {
  test.each([
    { what: 'of NVIDIA', xml: passed('<deviceName>A40</deviceName><vendorId>4318</vendorId>') },
    { what: 'of AMD', xml: passed('<deviceName>MI210</deviceName><vendorId>4098</vendorId>') },
    { what: 'of NVIDIA by dynamic DirectPath', xml: passed(vendors(4318, 4318), DYNAMIC) },
  ])('$what is a GPU', async ({ xml }) => {
    const facts = deviceFacts([await parsed(xml)]);
    expect(facts.devices.map(({ type }) => type)).toEqual(['gpu']);
    expect(facts.deviceTypesSeen).toContain('gpu');
    expect(facts.gpus).toMatchObject([{ count: 1, shared: false }]);
  });

  test.each([
    { what: 'of Intel, which makes both', xml: passed('<vendorId>-32634</vendorId>') },
    { what: 'without a vendor', xml: passed('<deviceName>Card</deviceName>') },
    { what: 'by dynamic DirectPath without a vendor', xml: passed('<customLabel>gpu</customLabel>', DYNAMIC) },
    { what: 'one of a GPU and a network card', xml: passed(vendors(4318, 5555), DYNAMIC) },
  ])('$what may be one', async ({ xml }) => {
    const facts = deviceFacts([await parsed(xml)]);
    expect(facts.devices.map(({ type }) => type)).toEqual(['pci-passthrough']);
    expect(facts.deviceTypesSeen).not.toContain('gpu');
    expect(facts.deviceTypesSeen).toContain('pci-passthrough');
    expect(facts).not.toHaveProperty('gpus');
  });

  test('of a maker of network cards is none', async () => {
    const facts = deviceFacts([await parsed(passed('<vendorId>5555</vendorId>'))]);
    expect(facts.devices.map(({ type }) => type)).toEqual(['pci-passthrough']);
    expect(facts.deviceTypesSeen).toContain('gpu');
    expect(facts.gpus).toEqual([]);
  });
});

test.each([
  { says: 'true', thin: true },
  { says: 'false', thin: false },
  { says: undefined, thin: undefined },
])('a flat disk that says of being thin: $says', async ({ says, thin }) => {
  const flag = says === undefined ? '' : `<thinProvisioned>${says}</thinProvisioned>`;
  const disk = await parsed(
    `<d xmlns:xsi="x" xsi:type="VirtualDisk"><backing xsi:type="VirtualDiskFlatVer2BackingInfo">${flag}</backing></d>`,
  );
  const context = { controllers: new Map(), places: new Places(), changeTracking: false, extraConfig: undefined };
  expect(diskOf(disk, context).thin).toBe(thin);
});

test('a machine whose files cannot be reached has no known snapshots; one that is configured has none', () => {
  const options = { sourceId: 's', scope: 'c', observedAt: '', places: new Places(), customFields: new Map() };
  const seen = (properties: ReadonlyMap<string, XmlNode>): object =>
    observe({ ref: { type: 'VirtualMachine', value: 'vm-1' }, properties, refused: [] }, options).facts;
  expect(seen(new Map())).not.toHaveProperty('snapshots');
  const uuid: XmlNode = { name: 'val', attributes: {}, children: [], text: '42000000-0000-4000-8000-000000000000' };
  expect(seen(new Map([['config.uuid', uuid]]))).toMatchObject({ snapshots: [] });
});
