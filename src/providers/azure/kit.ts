/** What is taken to Azure by people: a script that saves what Isthmus reads, and the role that allows it. */

import { graphQueries } from './queries.ts';
import { neededRights } from './rights.ts';

/** A POSIX shell script. It calls az alone, and writes into one folder. */
export function collectScript(): string {
  const queries = graphQueries().map(({ name, text }) => `collect ${name} "${text}"`);
  return `${HEAD}\n${queries.join('\n')}\n${SIZES}`;
}

// "$count" would be a variable of the shell: no query holds a dollar sign, a quote or a backslash, and a test says so.
const HEAD = `#!/bin/sh
# Saves what Isthmus reads of Azure as JSON files, for: isthmus import azure <folder>
# Reads only. Needs the az command line, signed in (az login), with its extension resource-graph.
# Usage: sh collect-azure.sh [folder]
set -eu
out=\${1:-isthmus-azure}
mkdir -p "$out"

# Pages of at most 1000 rows, each into its own file.
collect() {
  page=1
  token=
  while :; do
    file="$out/azure-$1-$page.json"
    if [ -z "$token" ]; then
      az graph query --first 1000 -q "$2" -o json > "$file"
    else
      az graph query --first 1000 --skip-token "$token" -q "$2" -o json > "$file"
    fi
    echo "$file" >&2
    token=$(sed -n 's/^  "skip_token": "\\(.*\\)",\\{0,1\\}$/\\1/p' "$file")
    [ -n "$token" ] || break
    page=$((page + 1))
  done
}
`;

const SIZES = `
# What the sizes in use give: processors, memory, GPUs.
for location in $(az graph query --first 1000 -q "resources | where type in~ ('microsoft.compute/virtualmachines', 'microsoft.compute/virtualmachinescalesets', 'microsoft.containerservice/managedclusters', 'microsoft.redhatopenshift/openshiftclusters') | summarize machines=count() by location" --query "data[].location" -o tsv); do
  az vm list-skus --location "$location" --resource-type virtualMachines -o json > "$out/azure-sizes-$location.json"
  echo "$out/azure-sizes-$location.json" >&2
done
`;

/** Each query below the name of the file its answer is saved as. */
export function queryList(): string {
  return graphQueries()
    .map(({ fileName, text }) => `# ${fileName}\n${text}\n`)
    .join('\n');
}

/** As az role definition create takes it. The scope is a place holder. */
export function roleDefinition(): string {
  const definition = {
    Name: 'Isthmus inventory reader',
    IsCustom: true,
    Description:
      'Reads machines, clusters, networks and disks for Isthmus. Changes nothing, reads no data and no secrets.',
    Actions: neededRights()
      .map(({ action }) => action)
      .sort(),
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/00000000-0000-0000-0000-000000000000'],
  };
  return `${JSON.stringify(definition, undefined, 2)}\n`;
}
