/** What AWS answers, by the name of the command. */
export type Answers = Record<string, (input: never) => unknown>;

/** Clients of all services, which answer each command as told and fail by name at any other. */
export function answering<Clients extends object>(answers: Answers): { aws: Clients; sent: string[] } {
  const sent: string[] = [];
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    sent.push(name);
    const answer = answers[name];
    if (!answer) throw new Error(`${name} was not expected`);
    return answer(command.input as never);
  };
  return { aws: new Proxy({}, { get: () => ({ send }) }) as Clients, sent };
}
