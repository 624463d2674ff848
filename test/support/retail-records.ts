/** Records of one region in the shape the retail price service publishes; prices of D2s v5 and E16s v5 as recorded in East US. */

import type { RetailRecord } from './retail-stub.ts';

const BASE = {
  currencyCode: 'USD',
  tierMinimumUnits: 0,
  armRegionName: 'eastus',
  location: 'US East',
  effectiveStartDate: '2021-11-01T00:00:00Z',
  meterId: '00000000-0000-0000-0000-000000000000',
  productId: 'DZH318Z08NRP',
  skuId: 'DZH318Z08NRP/0000',
  serviceName: 'Virtual Machines',
  serviceId: 'DZH313Z7MMC8',
  serviceFamily: 'Compute',
  unitOfMeasure: '1 Hour',
  type: 'Consumption',
  isPrimaryMeterRegion: true,
};

export function retailRecord(change: RetailRecord): RetailRecord {
  return { ...BASE, ...change, unitPrice: change['retailPrice'] };
}

const vm = (
  armSkuName: string,
  series: string,
  sku: string,
  retailPrice: number,
  more: RetailRecord = {},
): RetailRecord =>
  retailRecord({
    armSkuName,
    productName: `Virtual Machines ${series}`,
    skuName: sku,
    meterName: sku,
    retailPrice,
    ...more,
  });

const reserved = (armSkuName: string, series: string, sku: string, term: string, retailPrice: number): RetailRecord =>
  vm(armSkuName, series, sku, retailPrice, { type: 'Reservation', reservationTerm: term });

const storage = (
  productName: string,
  meterName: string,
  unitOfMeasure: string,
  retailPrice: number,
  tier = 0,
): RetailRecord =>
  retailRecord({
    armSkuName: '',
    serviceName: 'Storage',
    serviceFamily: 'Storage',
    productName,
    skuName: meterName.replace(/ Disk$/, ''),
    meterName,
    unitOfMeasure,
    retailPrice,
    tierMinimumUnits: tier,
  });

const egress = (tierMinimumUnits: number, retailPrice: number): RetailRecord =>
  retailRecord({
    armSkuName: '',
    serviceName: 'Bandwidth',
    serviceFamily: 'Networking',
    productName: 'Rtn Preference: MGN',
    skuName: 'Standard',
    meterName: 'Standard Data Transfer Out',
    unitOfMeasure: '1 GB',
    tierMinimumUnits,
    retailPrice,
  });

export const RETAIL_RECORDS: readonly RetailRecord[] = [
  vm('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5', 0.096, {
    savingsPlan: [
      { unitPrice: 0.0441792, retailPrice: 0.0441792, term: '3 Years' },
      { unitPrice: 0.0658368, retailPrice: 0.0658368, term: '1 Year' },
    ],
  }),
  vm('Standard_D2s_v5', 'Dsv5 Series Windows', 'D2s v5', 0.188),
  vm('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5 Spot', 0.02),
  vm('Standard_D2s_v5', 'Dsv5 Series Windows', 'D2s v5 Spot', 0.05),
  vm('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5 Low Priority', 0.0192),
  vm('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5', 0.09, { type: 'DevTestConsumption' }),
  retailRecord({
    armSkuName: 'Standard_D2s_v5',
    productName: 'Dsv5 Series Cloud Services',
    skuName: 'D2s v5',
    meterName: 'D2s v5',
    retailPrice: 0.188,
  }),
  reserved('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5', '1 Year', 519),
  reserved('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5', '3 Years', 997),
  reserved('Standard_D2s_v5', 'Dsv5 Series', 'D2s v5', '5 Years', 1500),
  vm('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', 1.008),
  // The same meter under an older date, and for a region that is not its own.
  vm('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', 1.1, { effectiveStartDate: '2020-01-01T00:00:00Z' }),
  vm('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', 1.2, {
    isPrimaryMeterRegion: false,
    effectiveStartDate: '2026-01-01T00:00:00Z',
  }),
  vm('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', 0.5, { effectiveStartDate: '2027-01-01T00:00:00Z' }),
  reserved('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', '1 Year', 5210),
  reserved('Standard_E16s_v5', 'Esv5 Series', 'E16s v5', '3 Years', 10464),
  vm('Standard_X1_v99', 'X Series', 'X1 v99', 0.5),
  storage('Premium SSD Managed Disks', 'P10 LRS Disk', '1/Month', 19.71),
  storage('Premium SSD Managed Disks', 'P10 LRS Disk Mount', '1/Month', 1),
  storage('Premium SSD Managed Disks', 'P10 ZRS Disk', '1/Month', 29.57),
  storage('Standard SSD Managed Disks', 'E10 LRS Disk', '1/Month', 9.6),
  storage('Standard SSD Managed Disks', 'E10 LRS Disk Operations', '10K', 0.002),
  storage('Azure Premium SSD v2', 'Premium LRS Provisioned Capacity', '1 GiB/Hour', 0.00011),
  storage('Azure Premium SSD v2', 'Premium LRS Provisioned IOPS', '1/Hour', 0),
  storage('Azure Premium SSD v2', 'Premium LRS Provisioned IOPS', '1/Hour', 0.00000685, 3000),
  storage('Azure Premium SSD v2', 'Premium LRS Provisioned Throughput (MBps)', '1/Hour', 0.0000548, 125),
  egress(0, 0),
  egress(100, 0.087),
  egress(10_335, 0.083),
  retailRecord({
    armSkuName: '',
    serviceName: 'Bandwidth',
    productName: 'Rtn Preference: MGN',
    skuName: 'Standard',
    meterName: 'Standard Inter-Region Data Transfer',
    unitOfMeasure: '1 GB',
    retailPrice: 0.02,
  }),
  retailRecord({
    armSkuName: '',
    serviceName: 'Virtual Network',
    productName: 'IP Addresses',
    skuName: 'Standard',
    meterName: 'Standard IPv4 Static Public IP',
    retailPrice: 0.005,
  }),
];
