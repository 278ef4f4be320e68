import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.js';
import { type Call, type Command, wholeNumber } from '../../src/cli/command.js';
import { UserError } from '../../src/errors.js';

const paint: Command = {
  name: 'paint',
  words: 'WALL...',
  about: 'Paint walls',
  options: {
    quick: { kind: 'flag', about: 'In a hurry' },
    color: { kind: 'value', about: 'Of the paint' },
    set: { kind: 'values', about: 'Anything else' },
  },
  examples: [['paint north --color red', 'A red wall']],
  run: async () => 0,
};

const parse = (...args: string[]) => parseArguments([paint], args, { version: '1.2.3', columns: 80 });

async function call(...args: string[]): Promise<Call> {
  const request = await parse('paint', ...args);
  if ('text' in request) throw new Error(`help instead of a call: ${request.text}`);
  return request.call;
}

async function errorOf(...args: string[]): Promise<UserError> {
  const error: unknown = await parse(...args).catch((reason: unknown) => reason);
  if (error instanceof UserError) return error;
  throw error;
}

describe('a command line', () => {
  it('accepts words and options in any order', async () => {
    for (const args of [
      ['north', 'south', '--color', 'red', '--quick'],
      ['--quick', '--color=red', 'north', 'south'],
      ['north', '--color', 'red', 'south', '--quick'],
      ['--color', 'red', '--quick', '--', 'north', 'south'],
    ]) {
      const { words, flag, value } = await call(...args);
      expect([words, flag('quick'), value('color')]).toEqual([['north', 'south'], true, 'red']);
    }
  });

  it('keeps words that look like a number, a flag or nothing as written', async () => {
    const { words, value } = await call('007', '1e3', '0x10', 'true', '', '--color', '-5');
    expect(words).toEqual(['007', '1e3', '0x10', 'true', '']);
    expect(value('color')).toBe('-5');
    expect((await call('--color=1e3')).value('color')).toBe('1e3');
    expect((await call('--color=')).value('color')).toBe('');
  });

  it('accepts an option several times if it takes several values', async () => {
    const { words, values } = await call('--set', 'a.b=1', 'north', '--set', 'c[0]=--quick', '--set=d==');
    expect([words, values('set')]).toEqual([['north'], ['a.b=1', 'c[0]=--quick', 'd==']]);
    expect((await call()).values('set')).toEqual([]);
    expect(await errorOf('paint', '--color', 'a', '--color', 'b')).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '--color is given more than once',
    });
  });

  it('treats everything after -- as words', async () => {
    expect((await call('north', '--', '--quick', '--', '-x')).words).toEqual(['north', '--quick', '--', '-x']);
  });

  it.each([
    [['paint', '--colour', 'red'], '--colour is not an option of paint'],
    [['paint', '-c', 'red'], '-c is not an option of paint'],
    [['paint', '--no-quick'], '--no-quick is not an option of paint'],
    [['paint', '--set.a', '1'], '--set.a is not an option of paint'],
    [['paint', '--constructor', 'x'], '--constructor is not an option'],
    [['paint', '--__proto__=x'], '--__proto__=x is not an option'],
    [['print'], `'print' is not a command`],
    [[], 'a command is missing: paint'],
    [['--quick'], 'a command is missing: paint'],
  ])('%j is wrong', async (args, message) => {
    expect(await errorOf(...args)).toMatchObject({ code: 'ARGUMENT_INVALID', exitCode: 2, message });
  });

  it('refuses an option without its value', async () => {
    expect((await errorOf('paint', '--color')).message).toContain('color');
    expect((await errorOf('paint', '--color', '--quick')).message).toContain('color');
  });

  it('names the nearest option', async () => {
    expect((await errorOf('paint', '--colour', 'red')).hint).toMatch(/^closest: --color/);
  });
});

describe('help', () => {
  it('is a text to print, for the program or for a command', async () => {
    for (const args of [['--help'], ['-h'], ['paint', '--help'], ['--help', 'paint']]) {
      expect(await parse(...args)).toMatchObject({ text: expect.stringContaining('neurozoom paint') });
    }
    expect(await parse('paint', '--help')).toMatchObject({
      text: expect.stringMatching(/paint WALL[\s\S]*--color[\s\S]*A red wall/),
    });
    expect(await parse('--help')).toMatchObject({ text: expect.stringContaining('Exit codes: 0 done') });
    expect(await parse('--version')).toEqual({ text: '1.2.3' });
  });
});

describe('a whole number', () => {
  it('must be within its range', async () => {
    const read = async (text: string) => wholeNumber(await call(`--color=${text}`), 'color', { min: 1, max: 64 });
    expect(await read('8')).toBe(8);
    expect(wholeNumber(await call(), 'color', { min: 1, max: 64 })).toBeUndefined();
    for (const wrong of ['0', '65', 'NaN', '1.5', '-1', '', '1e1', '0x8', ' 8']) {
      await expect(read(wrong)).rejects.toThrow(
        `Expected \`--color\` to be a whole number from 1 to 64, got \`${wrong}\`.`,
      );
    }
  });
});
