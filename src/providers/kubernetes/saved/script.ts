/** The script that saves, by kubectl, what a live connection would read. */

import { RESOURCES } from '../resources.ts';

/** POSIX shell. What a cluster does not have, or the account may not see, is left out and said. */
export function collectScript(): string {
  return [
    '#!/bin/sh',
    '# Saves what Isthmus reads of a Kubernetes or OpenShift cluster into a folder, by "kubectl get" alone:',
    '#   sh collect-kubernetes.sh [folder]        then:  isthmus import kubernetes folder',
    '# It changes nothing and asks for neither secrets nor configuration maps. kubectl saves objects whole, so the',
    '# environment of containers and cloud-init texts of machines are in the files: keep them as you keep those.',
    '# Isthmus takes neither in.',
    'set -u',
    'umask 077',
    'folder=${1:-isthmus-kubernetes}',
    'mkdir -p "$folder" || exit 1',
    'for resource in \\',
    ...RESOURCES.map(({ name }, at) => `  ${name}${at === RESOURCES.length - 1 ? '' : ' \\'}`),
    'do',
    '  if kubectl get "$resource" --all-namespaces -o json > "$folder/$resource.json" 2> "$folder/.error"; then',
    '    echo "saved      $resource"',
    '  else',
    '    rm -f "$folder/$resource.json"',
    '    echo "not saved  $resource: $(tail -n 1 "$folder/.error")" >&2',
    '  fi',
    'done',
    'rm -f "$folder/.error"',
    '',
  ].join('\n');
}
