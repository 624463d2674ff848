import { describe, expect, test } from 'vitest';
import { imported } from './package.fixture.ts';

const nic = (inner: string): string =>
  `<Item><rasd:InstanceId>n1</rasd:InstanceId><rasd:ResourceType>10</rasd:ResourceType>
   <rasd:Connection>prod</rasd:Connection><Type>interface</Type>${inner}</Item>`;

/** As oVirt's engine writes it: sections by type, settings beside them. */
const packageOf = (settings: string, items = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1/" xmlns:ovirt="http://www.ovirt.org/ovf"
  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ovf:version="4.4.0.0">
  <References/><Section xsi:type="ovf:DiskSection_Type"><Info>x</Info></Section>
  <Content ovf:id="out" xsi:type="ovf:VirtualSystem_Type"><Name>erp01</Name>${settings}
    <Section xsi:type="ovf:VirtualHardwareSection_Type"><Info>x</Info>${items}</Section>
  </Content></ovf:Envelope>`;

const factsOf = async (settings: string, items = '') =>
  (await imported(packageOf(settings, items))).machines[0]?.facts ?? {};

describe("a package of oVirt's engine", () => {
  test('gives the settings that oVirt writes', async () => {
    const facts = await factsOf(
      `<AutoStartup>true</AutoStartup><IsBootMenuEnabled>false</IsBootMenuEnabled><NumOfIoThreads>2</NumOfIoThreads>
       <ResumeBehavior>LEAVE_PAUSED</ResumeBehavior><MigrationSupport>0</MigrationSupport>
       <PredefinedProperties>hugepages=1048576</PredefinedProperties>
       <UserDefinedProperties>vendor_key=hunter2;viodiskcache=on</UserDefinedProperties>`,
      `<Item><rasd:ResourceType>20</rasd:ResourceType><Type>graphics</Type><Device>spice</Device></Item>
       <Item><rasd:ResourceType>0</rasd:ResourceType><Type>balloon</Type><Device>memballoon</Device></Item>`,
    );
    expect(facts).toMatchObject({
      platform: 'ovirt',
      exportedBy: 'ovirt',
      highAvailability: true,
      bootMenu: false,
      ioThreads: 2,
      resumeBehavior: 'leave-paused',
      hostAffinity: false,
      customSettings: ['hugepages', 'vendor_key', 'viodiskcache'],
      ballooning: true,
      displays: ['spice'],
      cpuModel: 'platform-default',
    });
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test.each([
    ['<MigrationSupport>2</MigrationSupport>', { hostAffinity: true }],
    ['<MigrationSupport>0</MigrationSupport><DedicatedVmForVds>h1</DedicatedVmForVds>', { hostAffinity: true }],
    ['<CustomCpuName>Nehalem</CustomCpuName>', { cpuModel: 'Nehalem' }],
    ['<UseHostCpu>true</UseHostCpu>', { cpuModel: 'host-passthrough' }],
    ['<CpuPinning>0#2</CpuPinning>', { cpuPinningPolicy: 'manual' }],
  ])('%s is %o', async (settings, facts) => {
    expect(await factsOf(settings)).toMatchObject(facts);
  });

  test.each([
    ['<rasd:ResourceSubType>3</rasd:ResourceSubType>', { adapter: 'virtio', passthrough: 'none' }],
    ['<rasd:ResourceSubType>5</rasd:ResourceSubType>', { adapter: 'pci-passthrough', passthrough: 'sriov' }],
    ['<rasd:Linked>false</rasd:Linked><IsPlugged>true</IsPlugged>', { connected: false, tuned: false }],
    ['<IsPlugged>false</IsPlugged>', { connected: false }],
    ['<rasd:Linked>true</rasd:Linked><IsPlugged>true</IsPlugged>', { connected: true }],
    ['<IsPlugged>true</IsPlugged><CustomProperties>queues=4</CustomProperties>', { tuned: true }],
  ])('with an adapter of %s has %o', async (inner, wanted) => {
    expect((await factsOf('', nic(inner))).nics?.[0]).toMatchObject(wanted);
  });

  test('that says nothing of a setting leaves it unknown', async () => {
    const facts = await factsOf('', nic(''));
    for (const key of ['highAvailability', 'bootMenu', 'ioThreads', 'customSettings', 'cpuModel', 'hostAffinity']) {
      expect(facts).not.toHaveProperty(key);
    }
    expect(facts.nics?.[0]).not.toHaveProperty('connected');
  });
});
