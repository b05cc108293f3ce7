/** What a model said, or what is said in its place. */
export interface DoorAnswer {
  status: number;
  body: Uint8Array;
  contentType: string | null;
  /** Who answered, by the id of what it serves; null: nobody did. */
  servable: string | null;
}

export function refusal(status: number, code: string, sentence: string, servable: string | null = null): DoorAnswer {
  return json(status, { error: { code, sentence } }, servable);
}

export function json(status: number, value: unknown, servable: string | null = null): DoorAnswer {
  return {
    status,
    body: new TextEncoder().encode(JSON.stringify(value)),
    contentType: 'application/json',
    servable,
  };
}
