/** Where the files lie that are made of the data. */
export const workloadFiles = {
  policy: 'signalbox.yaml',
  contract: 'contract.yaml',
  columns: 'src/columns.json',
  sample: 'data/sample.csv',
  golden: 'golden/golden.csv',
  requests: 'traffic/requests.jsonl',
} as const;
