import { type Hours, type HoursBlock, type Weekday, weekdays } from '../hours.ts'

/**
 * Examples of business time, each worked out by hand. A moment says its offset from UTC. In 2026 the clocks change:
 * Berlin 29 March 02:00 to 03:00 and 25 October 03:00 to 02:00; New York 8 March 02:00 to 03:00 and 1 November 02:00 to
 * 01:00; Lord Howe by half an hour, 5 April 02:00 to 01:30 and 4 October 02:00 to 02:30; Cairo at midnight, 24 April
 * 00:00 to 01:00 and 29 October 24:00 to 23:00. Shanghai and Kolkata keep theirs.
 */
export interface Example {
  hours: Hours | undefined
  from: string
  to: string
  minutes: number
  why: string
}

function hoursOf(
  timeZone: string,
  days: readonly Weekday[],
  blocks: readonly string[],
  holidays: string[] = [],
): Hours {
  const open: HoursBlock[] = blocks.map((block) => ({ from: block.slice(0, 5), to: block.slice(6) }))
  const week = Object.fromEntries(weekdays.map((each) => [each, days.includes(each) ? open : []]))
  return { timeZone, week: week as Hours['week'], holidays }
}

const workdays = weekdays.slice(0, 5)
const office = hoursOf('Europe/Berlin', workdays, ['09:00-17:00'])
const easter = hoursOf('Europe/Berlin', workdays, ['09:00-17:00'], ['2026-04-03', '2026-04-06'])
const around = hoursOf('Europe/Berlin', weekdays, ['00:00-00:00'])
const aroundButOne = hoursOf('Europe/Berlin', weekdays, ['00:00-00:00'], ['2026-05-01'])
const nights = hoursOf('America/New_York', weekdays, ['22:00-06:00'])
const nightsButThanksgiving = hoursOf('America/New_York', weekdays, ['22:00-06:00'], ['2026-11-26'])
const lateSaturday = hoursOf('Europe/Berlin', ['saturday'], ['20:00-04:00'])
const twoAtNight = hoursOf('Europe/Berlin', ['sunday'], ['01:00-02:30', '02:30-05:00'])
const lunch = hoursOf('Asia/Shanghai', weekdays.slice(0, 6), ['09:00-12:00', '13:30-18:00'])
const golden = hoursOf(
  'Asia/Shanghai',
  weekdays.slice(0, 6),
  ['09:00-12:00', '13:30-18:00'],
  ['2026-10-01', '2026-10-02', '2026-10-03'],
)
const kolkata = hoursOf('Asia/Kolkata', workdays, ['10:00-19:00'])
const lordHowe = hoursOf('Australia/Lord_Howe', weekdays, ['00:00-00:00'])
const cairo = hoursOf('Africa/Cairo', weekdays, ['20:00-02:00'])
const mondays = hoursOf('Europe/Berlin', ['monday'], ['09:00-10:00'])
const newYear = hoursOf('Europe/Berlin', weekdays, ['22:00-02:00'], ['2027-01-01'])

export const measures: readonly Example[] = [
  // Monday 2 March 2026, Berlin in winter.
  {
    hours: office,
    from: '2026-03-02T09:00+01:00',
    to: '2026-03-02T17:00+01:00',
    minutes: 480,
    why: 'one whole working day',
  },
  {
    hours: office,
    from: '2026-03-02T10:15+01:00',
    to: '2026-03-02T10:45+01:00',
    minutes: 30,
    why: 'inside one block',
  },
  {
    hours: office,
    from: '2026-03-02T07:00+01:00',
    to: '2026-03-02T09:30+01:00',
    minutes: 30,
    why: 'before nine nothing runs',
  },
  {
    hours: office,
    from: '2026-03-02T16:30+01:00',
    to: '2026-03-02T23:00+01:00',
    minutes: 30,
    why: 'after five nothing runs',
  },
  {
    hours: office,
    from: '2026-03-02T17:00+01:00',
    to: '2026-03-03T09:00+01:00',
    minutes: 0,
    why: 'a night is closed from end to end',
  },
  {
    hours: office,
    from: '2026-03-02T16:50+01:00',
    to: '2026-03-03T09:20+01:00',
    minutes: 30,
    why: 'ten minutes today and twenty tomorrow',
  },
  {
    hours: office,
    from: '2026-03-06T16:00+01:00',
    to: '2026-03-09T10:00+01:00',
    minutes: 120,
    why: 'an hour on Friday, an hour on Monday, no weekend',
  },
  {
    hours: office,
    from: '2026-03-07T10:00+01:00',
    to: '2026-03-08T20:00+01:00',
    minutes: 0,
    why: 'a weekend has no hours',
  },
  {
    hours: office,
    from: '2026-03-02T09:00+01:00',
    to: '2026-03-09T09:00+01:00',
    minutes: 2400,
    why: 'a week has five days of eight hours',
  },
  {
    hours: office,
    from: '2026-03-02T08:59+01:00',
    to: '2026-03-02T09:01+01:00',
    minutes: 1,
    why: 'the door opens at nine sharp',
  },
  {
    hours: office,
    from: '2026-03-02T16:59+01:00',
    to: '2026-03-02T17:01+01:00',
    minutes: 1,
    why: 'the door closes at five sharp',
  },
  // The week of the spring change, Sunday 29 March: office hours themselves lose nothing.
  {
    hours: office,
    from: '2026-03-27T16:00+01:00',
    to: '2026-03-30T10:00+02:00',
    minutes: 120,
    why: 'the change falls on a closed Sunday',
  },
  {
    hours: office,
    from: '2026-03-30T09:00+02:00',
    to: '2026-03-30T17:00+02:00',
    minutes: 480,
    why: 'a summer day is as long as a winter day',
  },
  {
    hours: office,
    from: '2026-03-30T06:30Z',
    to: '2026-03-30T07:30Z',
    minutes: 30,
    why: 'nine in Berlin is seven UTC in summer',
  },
  {
    hours: office,
    from: '2026-03-27T07:30Z',
    to: '2026-03-27T08:30Z',
    minutes: 30,
    why: 'nine in Berlin is eight UTC in winter',
  },
  // Always open by the clock.
  {
    hours: around,
    from: '2026-03-29T00:00+01:00',
    to: '2026-03-30T00:00+02:00',
    minutes: 1380,
    why: 'the day the clocks go forward has 23 hours',
  },
  {
    hours: around,
    from: '2026-10-25T00:00+02:00',
    to: '2026-10-26T00:00+01:00',
    minutes: 1500,
    why: 'the day the clocks go back has 25 hours',
  },
  {
    hours: around,
    from: '2026-03-29T01:30+01:00',
    to: '2026-03-29T03:30+02:00',
    minutes: 60,
    why: 'from half past one to half past three is one hour',
  },
  {
    hours: around,
    from: '2026-10-25T02:30+02:00',
    to: '2026-10-25T02:30+01:00',
    minutes: 60,
    why: 'half past two comes twice, an hour apart',
  },
  {
    hours: around,
    from: '2026-06-01T00:00+02:00',
    to: '2026-06-08T00:00+02:00',
    minutes: 10080,
    why: 'seven whole days without a gap at midnight',
  },
  {
    hours: aroundButOne,
    from: '2026-04-30T23:00+02:00',
    to: '2026-05-02T01:00+02:00',
    minutes: 120,
    why: 'a holiday cuts the block of the evening before at midnight',
  },
  {
    hours: undefined,
    from: '2026-03-28T12:00+01:00',
    to: '2026-03-29T12:00+02:00',
    minutes: 1380,
    why: 'without hours all real time counts',
  },
  // Saturday night into the Sunday of a change.
  {
    hours: lateSaturday,
    from: '2026-03-21T20:00+01:00',
    to: '2026-03-22T12:00+01:00',
    minutes: 480,
    why: 'eight hours over an ordinary midnight',
  },
  {
    hours: lateSaturday,
    from: '2026-03-28T20:00+01:00',
    to: '2026-03-29T12:00+02:00',
    minutes: 420,
    why: 'the lost hour is not open',
  },
  {
    hours: lateSaturday,
    from: '2026-10-24T20:00+02:00',
    to: '2026-10-25T12:00+01:00',
    minutes: 540,
    why: 'the hour that comes twice is open twice',
  },
  {
    hours: lateSaturday,
    from: '2026-03-22T03:00+01:00',
    to: '2026-03-22T05:00+01:00',
    minutes: 60,
    why: 'what began on Saturday still lasts on Sunday',
  },
  {
    hours: lateSaturday,
    from: '2026-03-22T20:00+01:00',
    to: '2026-03-23T04:00+01:00',
    minutes: 0,
    why: 'Sunday night has no block of its own',
  },
  {
    hours: twoAtNight,
    from: '2026-10-25T00:00+02:00',
    to: '2026-10-25T12:00+01:00',
    minutes: 300,
    why: 'two blocks that touch in the doubled hour count it once',
  },
  {
    hours: twoAtNight,
    from: '2026-03-29T00:00+01:00',
    to: '2026-03-29T12:00+02:00',
    minutes: 180,
    why: 'blocks that touch in the lost hour lose it once',
  },
  // New York at night.
  {
    hours: nights,
    from: '2026-03-03T22:00-05:00',
    to: '2026-03-04T06:00-05:00',
    minutes: 480,
    why: 'one night from ten to six',
  },
  {
    hours: nights,
    from: '2026-03-04T05:00-05:00',
    to: '2026-03-04T23:00-05:00',
    minutes: 120,
    why: 'the end of one night and the start of the next',
  },
  {
    hours: nights,
    from: '2026-03-07T22:00-05:00',
    to: '2026-03-08T06:00-04:00',
    minutes: 420,
    why: 'the night of the spring change is an hour short',
  },
  {
    hours: nights,
    from: '2026-10-31T22:00-04:00',
    to: '2026-11-01T06:00-05:00',
    minutes: 540,
    why: 'the night of the autumn change is an hour long',
  },
  {
    hours: nights,
    from: '2026-11-01T01:30-04:00',
    to: '2026-11-01T01:30-05:00',
    minutes: 60,
    why: 'the same time on the wall twice is an hour',
  },
  {
    hours: nightsButThanksgiving,
    from: '2026-11-25T22:00-05:00',
    to: '2026-11-27T06:00-05:00',
    minutes: 120,
    why: 'the holiday ends the night at midnight and begins none',
  },
  {
    hours: nightsButThanksgiving,
    from: '2026-11-26T00:00-05:00',
    to: '2026-11-27T22:00-05:00',
    minutes: 0,
    why: 'the morning after a holiday belongs to the night that did not begin',
  },
  // Shanghai with a lunch break; Monday 9 March 2026.
  {
    hours: lunch,
    from: '2026-03-09T09:00+08:00',
    to: '2026-03-09T18:00+08:00',
    minutes: 450,
    why: 'nine hours less the lunch of ninety minutes',
  },
  {
    hours: lunch,
    from: '2026-03-09T11:45+08:00',
    to: '2026-03-09T13:45+08:00',
    minutes: 30,
    why: 'a quarter before lunch and a quarter after',
  },
  {
    hours: lunch,
    from: '2026-03-09T12:00+08:00',
    to: '2026-03-09T13:30+08:00',
    minutes: 0,
    why: 'nothing runs over lunch',
  },
  {
    hours: lunch,
    from: '2026-03-14T17:00+08:00',
    to: '2026-03-16T09:30+08:00',
    minutes: 90,
    why: 'Saturday is worked and Sunday is not',
  },
  {
    hours: lunch,
    from: '2026-03-09T01:00Z',
    to: '2026-03-09T10:00Z',
    minutes: 450,
    why: 'the same day as UTC sees it',
  },
  {
    hours: golden,
    from: '2026-09-30T17:30+08:00',
    to: '2026-10-05T09:30+08:00',
    minutes: 60,
    why: 'three holidays and a Sunday in between',
  },
  {
    hours: golden,
    from: '2026-10-01T00:00+08:00',
    to: '2026-10-04T00:00+08:00',
    minutes: 0,
    why: 'holidays are closed the whole day',
  },
  // Other offsets.
  {
    hours: kolkata,
    from: '2026-03-02T04:00Z',
    to: '2026-03-02T05:00Z',
    minutes: 30,
    why: 'ten in Kolkata is half past four UTC',
  },
  {
    hours: kolkata,
    from: '2026-03-02T18:30+05:30',
    to: '2026-03-03T10:30+05:30',
    minutes: 60,
    why: 'half an hour each side of the night',
  },
  {
    hours: lordHowe,
    from: '2026-04-05T00:00+11:00',
    to: '2026-04-06T00:00+10:30',
    minutes: 1470,
    why: 'the clocks go back by half an hour only',
  },
  {
    hours: lordHowe,
    from: '2026-10-04T00:00+10:30',
    to: '2026-10-05T00:00+11:00',
    minutes: 1410,
    why: 'the clocks go forward by half an hour only',
  },
  {
    hours: cairo,
    from: '2026-04-23T20:00+02:00',
    to: '2026-04-24T12:00+03:00',
    minutes: 300,
    why: 'midnight itself is left out',
  },
  {
    hours: cairo,
    from: '2026-10-29T20:00+03:00',
    to: '2026-10-30T12:00+02:00',
    minutes: 420,
    why: 'the hour before midnight comes twice',
  },
  {
    hours: newYear,
    from: '2026-12-31T22:00+01:00',
    to: '2027-01-02T22:00+01:00',
    minutes: 120,
    why: 'a holiday on the far side of the year cuts the night',
  },
]

export const additions: readonly Example[] = [
  {
    hours: office,
    from: '2026-03-02T10:00+01:00',
    to: '2026-03-02T10:30+01:00',
    minutes: 30,
    why: 'half an hour inside the day',
  },
  {
    hours: office,
    from: '2026-03-02T16:45+01:00',
    to: '2026-03-03T09:15+01:00',
    minutes: 30,
    why: 'the second quarter comes next morning',
  },
  {
    hours: office,
    from: '2026-03-02T16:30+01:00',
    to: '2026-03-02T17:00+01:00',
    minutes: 30,
    why: 'it is up as the door closes, not as it opens',
  },
  {
    hours: office,
    from: '2026-03-02T20:00+01:00',
    to: '2026-03-03T09:30+01:00',
    minutes: 30,
    why: 'it begins to run in the morning',
  },
  {
    hours: office,
    from: '2026-03-06T16:50+01:00',
    to: '2026-03-09T09:20+01:00',
    minutes: 30,
    why: 'over a weekend, ten minutes and twenty',
  },
  {
    hours: office,
    from: '2026-03-07T12:00+01:00',
    to: '2026-03-09T09:03+01:00',
    minutes: 3,
    why: 'written on Saturday, due on Monday',
  },
  {
    hours: office,
    from: '2026-03-02T09:00+01:00',
    to: '2026-03-04T17:00+01:00',
    minutes: 1440,
    why: 'a day of real hours is three working days',
  },
  {
    hours: office,
    from: '2026-03-02T12:00+01:00',
    to: '2026-03-02T12:00+01:00',
    minutes: 0,
    why: 'nothing added changes nothing',
  },
  {
    hours: office,
    from: '2026-03-07T12:00+01:00',
    to: '2026-03-07T12:00+01:00',
    minutes: 0,
    why: 'nothing added, though closed',
  },
  {
    hours: office,
    from: '2026-03-27T16:00+01:00',
    to: '2026-03-30T10:00+02:00',
    minutes: 120,
    why: 'over the weekend of the spring change',
  },
  {
    hours: office,
    from: '2026-10-23T16:00+02:00',
    to: '2026-10-26T10:00+01:00',
    minutes: 120,
    why: 'over the weekend of the autumn change',
  },
  {
    hours: easter,
    from: '2026-04-02T16:30+02:00',
    to: '2026-04-07T09:30+02:00',
    minutes: 60,
    why: 'from Maundy Thursday to the Tuesday after Easter',
  },
  {
    hours: easter,
    from: '2026-04-03T11:00+02:00',
    to: '2026-04-07T09:30+02:00',
    minutes: 30,
    why: 'begun on a holiday',
  },
  {
    hours: easter,
    from: '2026-04-01T09:00+02:00',
    to: '2026-04-07T17:00+02:00',
    minutes: 1440,
    why: 'three working days, of which two come before Easter',
  },
  {
    hours: around,
    from: '2026-03-29T01:30+01:00',
    to: '2026-03-29T03:00+02:00',
    minutes: 30,
    why: 'half past one and thirty minutes is three',
  },
  {
    hours: around,
    from: '2026-10-25T02:30+02:00',
    to: '2026-10-25T02:30+01:00',
    minutes: 60,
    why: 'an hour later the clock shows the same',
  },
  {
    hours: aroundButOne,
    from: '2026-04-30T23:50+02:00',
    to: '2026-05-02T00:20+02:00',
    minutes: 30,
    why: 'a holiday in between, midnight to midnight',
  },
  {
    hours: undefined,
    from: '2026-10-24T12:00+02:00',
    to: '2026-10-25T11:00+01:00',
    minutes: 1440,
    why: 'without hours a day is 24 real hours',
  },
  {
    hours: lateSaturday,
    from: '2026-03-28T23:00+01:00',
    to: '2026-03-29T04:00+02:00',
    minutes: 240,
    why: 'the four hours left of the short night',
  },
  {
    hours: lateSaturday,
    from: '2026-03-29T03:30+02:00',
    to: '2026-04-04T20:30+02:00',
    minutes: 60,
    why: 'the other half hour is a week away',
  },
  {
    hours: lateSaturday,
    from: '2026-10-24T20:00+02:00',
    to: '2026-10-25T04:00+01:00',
    minutes: 540,
    why: 'the long night has nine hours',
  },
  {
    hours: twoAtNight,
    from: '2026-10-25T02:15+02:00',
    to: '2026-10-25T02:15+01:00',
    minutes: 60,
    why: 'where two blocks overlap time runs once',
  },
  {
    hours: nights,
    from: '2026-03-04T07:00-05:00',
    to: '2026-03-04T22:03-05:00',
    minutes: 3,
    why: 'asked by day, due at night',
  },
  {
    hours: nights,
    from: '2026-03-08T01:30-05:00',
    to: '2026-03-08T03:30-04:00',
    minutes: 60,
    why: 'the lost hour is jumped over',
  },
  {
    hours: nights,
    from: '2026-11-01T00:30-04:00',
    to: '2026-11-01T01:30-05:00',
    minutes: 120,
    why: 'the doubled hour is counted twice',
  },
  {
    hours: nightsButThanksgiving,
    from: '2026-11-25T23:30-05:00',
    to: '2026-11-27T22:30-05:00',
    minutes: 60,
    why: 'from the eve of the holiday to the night after it',
  },
  {
    hours: lunch,
    from: '2026-03-09T11:50+08:00',
    to: '2026-03-09T13:50+08:00',
    minutes: 30,
    why: 'it stops over lunch',
  },
  {
    hours: lunch,
    from: '2026-03-09T11:30+08:00',
    to: '2026-03-09T12:00+08:00',
    minutes: 30,
    why: 'it is up as lunch begins',
  },
  {
    hours: lunch,
    from: '2026-03-14T17:50+08:00',
    to: '2026-03-16T09:20+08:00',
    minutes: 30,
    why: 'Sunday in between is closed',
  },
  {
    hours: lunch,
    from: '2026-03-09T09:00+08:00',
    to: '2026-03-12T10:30+08:00',
    minutes: 1440,
    why: 'three days of seven and a half hours, and ninety minutes',
  },
  {
    hours: golden,
    from: '2026-09-30T17:58+08:00',
    to: '2026-10-05T09:01+08:00',
    minutes: 3,
    why: 'two minutes before the holidays, one after',
  },
  {
    hours: kolkata,
    from: '2026-03-06T18:45+05:30',
    to: '2026-03-09T10:15+05:30',
    minutes: 30,
    why: 'an offset of half an hour changes nothing',
  },
  {
    hours: lordHowe,
    from: '2026-04-05T01:45+11:00',
    to: '2026-04-05T01:45+10:30',
    minutes: 30,
    why: 'the doubled half hour',
  },
  {
    hours: cairo,
    from: '2026-04-23T23:30+02:00',
    to: '2026-04-24T01:30+03:00',
    minutes: 60,
    why: 'the clock leaves midnight out',
  },
  {
    hours: newYear,
    from: '2026-12-31T23:45+01:00',
    to: '2027-01-02T22:15+01:00',
    minutes: 30,
    why: 'New Year is a holiday, whatever the evening before',
  },
  {
    hours: mondays,
    from: '2026-03-02T09:00+01:00',
    to: '2026-03-16T10:00+01:00',
    minutes: 180,
    why: 'three Mondays of one hour each',
  },
  {
    hours: { ...mondays, week: { ...mondays.week, monday: [] } },
    from: '2026-03-02T09:00+01:00',
    to: 'never',
    minutes: 1,
    why: 'hours that never open never end it',
  },
]
