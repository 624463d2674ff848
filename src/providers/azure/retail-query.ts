/** What is asked of the public retail price service, and which addresses of its answers are followed. */

import type { PriceQuery, PriceQuestion } from '../price-source.ts';

export const RETAIL_ENDPOINT = 'https://prices.azure.com';
const PATH = '/api/retail/prices';
/** The first version that says what savings plans cost. */
const API_VERSION = '2023-01-01-preview';

export const DISK_PRODUCTS: Readonly<Record<string, string>> = {
  'Premium SSD Managed Disks': 'premium-ssd',
  'Standard SSD Managed Disks': 'standard-ssd',
  'Standard HDD Managed Disks': 'standard-hdd',
};
export const PROVISIONED_PRODUCTS: Readonly<Record<string, string>> = {
  'Azure Premium SSD v2': 'premium-ssd-v2',
  'Ultra Disks': 'ultra',
};
export const EGRESS_PRODUCT = 'Rtn Preference: MGN';
export const ADDRESS_PRODUCT = 'IP Addresses';

const eq = (field: string, value: string): string => `${field} eq '${value.replaceAll("'", "''")}'`;
const anyOf = (field: string, values: readonly string[]): string =>
  `(${values.map((value) => eq(field, value)).join(' or ')})`;

/** Values are compared with letter case by this version, so they are written as the service writes them. */
export function retailQuestions({ regions, currency }: PriceQuery): PriceQuestion[] {
  return regions.flatMap((region) =>
    Object.entries({
      compute: [eq('serviceName', 'Virtual Machines')],
      disks: [
        eq('serviceName', 'Storage'),
        anyOf('productName', [...Object.keys(DISK_PRODUCTS), ...Object.keys(PROVISIONED_PRODUCTS)]),
      ],
      egress: [eq('serviceName', 'Bandwidth'), eq('productName', EGRESS_PRODUCT)],
      addresses: [eq('serviceName', 'Virtual Network'), eq('productName', ADDRESS_PRODUCT)],
    }).map(([what, filter]) => {
      const query = new URLSearchParams({
        'api-version': API_VERSION,
        currencyCode: `'${currency}'`,
        $filter: [...filter, eq('armRegionName', region)].join(' and '),
      });
      return { id: `${region} ${what}`, path: `${PATH}?${query.toString()}` };
    }),
  );
}

/** Path and query of a link to a further page; undefined when it leads to another host, service or protocol. */
export function pathOfLink(link: string, origin: string): string | undefined {
  const url = URL.parse(link);
  if (url === null || url.origin !== origin || url.username !== '' || url.password !== '') return undefined;
  return url.pathname === PATH ? `${url.pathname}${url.search}` : undefined;
}
