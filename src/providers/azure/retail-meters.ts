/** What one record of the retail price service is the price of. */

import type { Offer, ProvisionedPrices } from '../../core/cost/price-list.ts';
import { HOURS_PER_MONTH } from '../../core/model/units.ts';
import { textAt } from './json.ts';
import { ADDRESS_PRODUCT, DISK_PRODUCTS, EGRESS_PRODUCT, PROVISIONED_PRODUCTS } from './retail-query.ts';

type ComputeField = Extract<keyof Offer, `${string}UsdPerHour` | 'usdPerHour'>;

export type Meter =
  /** `hours`: what the price is for; a reservation is priced for its whole term. */
  | { readonly kind: 'compute'; readonly size: string; readonly field: ComputeField; readonly hours: number }
  | { readonly kind: 'disk'; readonly tier: string }
  | {
      readonly kind: 'provisioned';
      readonly class: string;
      readonly field: keyof ProvisionedPrices;
      readonly perMonth: number;
    }
  | { readonly kind: 'egress' | 'other-region' | 'address' }
  | { readonly kind: 'left-out'; readonly reason: string };

const HOURS_PER_YEAR = 8760;
const leftOut = (reason: string): Meter => ({ kind: 'left-out', reason });

export function meterOf(record: unknown): Meter {
  const text = (field: string): string => textAt(record, field) ?? '';
  const product = text('productName');
  switch (text('serviceName')) {
    case 'Virtual Machines':
      return computeMeter(record, product);
    case 'Storage':
      return diskMeter(product, text('meterName'), text('unitOfMeasure'), text('type'));
    case 'Bandwidth':
      if (product !== EGRESS_PRODUCT) return leftOut('another product');
      if (text('meterName') === 'Standard Data Transfer Out') return { kind: 'egress' };
      return text('meterName') === 'Standard Inter-Region Data Transfer'
        ? { kind: 'other-region' }
        : leftOut('another transfer');
    case 'Virtual Network':
      return product === ADDRESS_PRODUCT && text('meterName') === 'Standard IPv4 Static Public IP'
        ? { kind: 'address' }
        : leftOut('another address');
    default:
      return leftOut('another service');
  }
}

/** Names carry what the record is: "… Series Windows", "D4s v5 Spot", "D4s v5 Low Priority". */
function computeMeter(record: unknown, product: string): Meter {
  const size = textAt(record, 'armSkuName');
  const names = `${textAt(record, 'skuName') ?? ''}|${textAt(record, 'meterName') ?? ''}`;
  const type = textAt(record, 'type');
  if (size === undefined) return leftOut('no size');
  if (/Low Priority/i.test(names)) return leftOut('low priority');
  if (/Cloud ?Services|Dedicated Host/i.test(product)) return leftOut('another product');
  if (textAt(record, 'unitOfMeasure') !== '1 Hour') return leftOut('not by the hour');
  const windows = /\bWindows\b/i.test(product);
  const spot = /\bSpot\b/i.test(names);
  if (type === 'Reservation') return reservationMeter(size, textAt(record, 'reservationTerm'), windows);
  if (type !== 'Consumption') return leftOut('development and test');
  if (spot) {
    return windows ? leftOut('spot with Windows') : { kind: 'compute', size, field: 'spotUsdPerHour', hours: 1 };
  }
  return { kind: 'compute', size, field: windows ? 'windowsUsdPerHour' : 'usdPerHour', hours: 1 };
}

function reservationMeter(size: string, term: string | undefined, windows: boolean): Meter {
  if (windows) return leftOut('reservation with Windows');
  if (term === '1 Year') return { kind: 'compute', size, field: 'reserved1yUsdPerHour', hours: HOURS_PER_YEAR };
  if (term === '3 Years') return { kind: 'compute', size, field: 'reserved3yUsdPerHour', hours: 3 * HOURS_PER_YEAR };
  return leftOut('another term');
}

const PROVISIONED_FIELDS: readonly (readonly [RegExp, keyof ProvisionedPrices])[] = [
  [/^(Premium|Ultra) LRS Provisioned Capacity$/, 'usdPerGiBMonth'],
  [/^(Premium|Ultra) LRS Provisioned IOPS$/, 'usdPerIopsMonth'],
  [/^(Premium|Ultra) LRS Provisioned Throughput \(MBps\)$/, 'usdPerMbPerSecondMonth'],
];

function diskMeter(product: string, meter: string, unit: string, type: string): Meter {
  if (type !== 'Consumption') return leftOut('reserved disks');
  if (DISK_PRODUCTS[product] !== undefined) {
    const tier = /^([PES]\d{1,2}) LRS Disk$/.exec(meter)?.[1];
    return tier === undefined || unit !== '1/Month' ? leftOut('another disk meter') : { kind: 'disk', tier };
  }
  const diskClass = PROVISIONED_PRODUCTS[product];
  const field = PROVISIONED_FIELDS.find(([pattern]) => pattern.test(meter))?.[1];
  if (diskClass === undefined || field === undefined) return leftOut('another disk meter');
  const perMonth = /\/ ?Hour$/i.test(unit) ? HOURS_PER_MONTH : /\/ ?Month$/i.test(unit) ? 1 : 0;
  return perMonth === 0 ? leftOut('another disk meter') : { kind: 'provisioned', class: diskClass, field, perMonth };
}
