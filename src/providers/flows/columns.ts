/** Which column of a table holds what, guessed from its header and correctable by whoever brings the file. */

export const FLOW_FIELDS = [
  'from',
  'fromName',
  'fromPort',
  'fromProcess',
  'to',
  'toName',
  'toPort',
  'toProcess',
  'protocol',
  'time',
  'bytes',
  'connections',
  'action',
  'status',
] as const;
export type FlowField = (typeof FLOW_FIELDS)[number];

/** Slots by field: the column's place, from 0. */
export type Mapping = Readonly<Partial<Record<FlowField, number>>>;
/** What a person says instead of the guess: by field, the column's header. */
export type NamedColumns = Readonly<Partial<Record<FlowField, string>>>;

/** Headers in letters and digits only, lower case; the first of a list that a table has is taken. */
const HEADERS: Readonly<Record<FlowField, string>> = {
  from: 'pktsrcaddr srcaddr sourceip srcip sourceaddress sourceipaddress sourceipv4address ipv4srcaddr clientip clientaddress sa saddr idorigh fromip source src sourcehost srchost client from',
  fromName:
    'sourceservername sourcename srcname sourcehostname srchostname sourceserver sourcevm srcvm sourcecomputer clientname clienthostname fromname sourcemachine',
  fromPort: 'srcport sourceport sport clientport l4srcport sourcetransportport idorigp fromport sp',
  fromProcess: 'sourceprocess srcprocess clientprocess fromprocess sourceprocessname processname process',
  to: 'pktdstaddr dstaddr destinationip destip dstip destinationaddress destinationipaddress destinationipv4address ipv4dstaddr serverip serveraddress da daddr idresph toip remoteip remoteaddress destination dest dst destinationhost desthost dsthost target server to',
  toName:
    'destinationservername destinationname destname dstname destinationhostname desthostname dsthostname destinationserver destinationvm dstvm destinationcomputer servername serverhostname toname destinationmachine remotehost remotename',
  toPort:
    'dstport destinationport destport dport serverport serviceport l4dstport destinationtransportport idrespp toport remoteport targetport dp port',
  toProcess: 'destinationprocess destprocess dstprocess serverprocess toprocess destinationprocessname',
  protocol: 'protocol proto ipprotocol protocolidentifier transport transportprotocol pr l4proto',
  time: 'start starttime firstseen timestamp time timeslot datetime date timegenerated flowstart flowstartmilliseconds flowstartseconds ts timeflowstartms timereceived lastseen end endtime',
  bytes: 'bytes totalbytes octets octetdeltacount inbytes byt ibyt bytessent origbytes',
  connections: 'connections connectioncount count flows sessions hits numberofconnections fl',
  action: 'action decision verdict flowaction policyaction',
  status: 'logstatus',
};

const plain = (header: string): string => header.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Undefined when the cells hold no header of flows: it needs both ends. */
export function mapColumns(cells: readonly string[], named: NamedColumns = {}): Mapping | undefined {
  const places = new Map<string, number>();
  cells.forEach((cell, place) => {
    const key = plain(cell);
    if (key !== '' && !places.has(key)) places.set(key, place);
  });
  const mapping: Partial<Record<FlowField, number>> = {};
  for (const field of FLOW_FIELDS) {
    const own = named[field];
    const place = own === undefined ? firstOf(HEADERS[field].split(' '), places) : places.get(plain(own));
    // A header that a person names and the table does not have: another line may have it.
    if (own !== undefined && place === undefined) return undefined;
    if (place !== undefined) mapping[field] = place;
  }
  const hasFrom = mapping.from !== undefined || mapping.fromName !== undefined;
  const hasTo = mapping.to !== undefined || mapping.toName !== undefined;
  return hasFrom && hasTo ? mapping : undefined;
}

function firstOf(headers: readonly string[], places: ReadonlyMap<string, number>): number | undefined {
  for (const header of headers) {
    const place = places.get(header);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** A line before the header that says what is what: "# columns: from=Client; to=Server; toPort=Service Port". */
export function namedColumns(line: string): NamedColumns | undefined {
  const match = /^#\s*columns?\s*:(.*)$/i.exec(line.trim().replaceAll(/^"|[",;\t]+$/g, ''));
  if (match === null) return undefined;
  const named: Partial<Record<FlowField, string>> = {};
  for (const part of (match[1] ?? '').split(';')) {
    const [field = '', header] = part.split('=', 2).map((each) => each.trim());
    const known = FLOW_FIELDS.find((each) => each.toLowerCase() === field.toLowerCase());
    if (known !== undefined && header !== undefined && header !== '') named[known] = header;
  }
  return named;
}
