//! What follows where a whole is the sum of its parts: a linear program.
//!
//! The unknowns are what each measure without parts of its own adds from one day to the next, so that
//! counts that only grow and wholes that are sums need no constraints of their own. The dual simplex
//! method (C. E. Lemke, *The dual method of solving the linear programming problem*, 1954) with Bland's
//! rule (R. G. Bland, *New finite pivoting rules for the simplex method*, 1977) finds the least or the
//! greatest count; its multipliers name the claims that imply it, and where nothing fits, the claims
//! that do not (Farkas' lemma).
//!
//! A program begins without claims and without days. A row joins once the answer breaks it, and with it
//! the days that it names: few rows ever matter, and between its days a history has nothing to decide.
//! What has joined stays, and where one answer was found the search for the next begins.
//!
//! Open ends and what is unbounded are exact: every right-hand side is a polynomial a·ω + b + c·ε of an
//! infinite ω and an infinitesimal ε. The numbers b are whole and the coefficients of the program are
//! small, so floating-point arithmetic stays exact but for thirds and the like.

use std::rc::Rc;

use super::constraints::{BEGINNING, End, Group, Row, Window};
use super::limit::Limit;

/// a·ω + b + c·ε as [a, b, c].
type Amount = [f64; 3];

const ZERO: Amount = [0.0; 3];
/// Coefficients smaller than this are 0.
const TINY: f64 = 1e-9;
/// Numbers differ where they do by more than this, and by more than [`COARSE`] of the largest.
const FINE: f64 = 1e-7;
const COARSE: f64 = 1e-13;
/// A program that takes more steps than this for each of its rows and columns goes round in circles:
/// Bland's rule excludes that, rounding does not.
const MAX_STEPS: usize = 50;

/// An end that rows imply.
#[derive(Clone, Debug, PartialEq)]
pub struct Implied {
    /// In the group's unit: at most for an upper end, at least for a lower one.
    pub number: f64,
    /// Whether the number itself is excluded.
    pub is_open: bool,
    /// The claims of rows that alone imply it, in no order.
    pub because: Vec<usize>,
}

/// What is never negative.
#[derive(Clone, Copy, Debug)]
struct Variable {
    meaning: Meaning,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// What a measure without parts has added by a day since the day before it; of a level its count.
    Added { measure: usize, day: i32 },
    /// What is missing until a row is reached, with the claim that the row is of.
    Slack { claim: Option<usize> },
}

/// Where a variable stands: in a row, as what the row is solved for, or in a column.
#[derive(Clone, Copy, Debug)]
enum Place {
    Row(usize),
    Column(usize),
}

/// A sum of signed additions over stretches of days: of each the measure, the days and the sign.
type Terms<'a> = &'a [(usize, Window, f64)];

/// A linear program as its dictionary: each variable that has a row is the row's right-hand side less
/// multiples of those that have a column.
#[derive(Clone, Debug)]
pub struct Program {
    /// All that may join.
    given: Rc<[Row]>,
    /// Ascending.
    days: Vec<i32>,
    variables: Vec<Variable>,
    /// The right-hand side in the first [`AMOUNT`] columns, and then the multiples. The first row has what
    /// is to be as large as possible, and no variable.
    rows: Vec<Vec<f64>>,
    /// The variable of each row, and of each column.
    row_variables: Vec<usize>,
    column_variables: Vec<usize>,
    /// How far numbers may be off by rounding.
    tolerance: f64,
}

const AMOUNT: usize = ZERO.len();
/// The row of what is to be as large as possible.
const OBJECTIVE: usize = 0;
/// The slack of the row that keeps all unknowns together below an infinite bound: the first variable. Rows
/// and columns without a variable bear its number too.
const INFINITE: usize = 0;

impl Program {
    /// A program for the rows of a group.
    ///
    /// # Errors
    ///
    /// The claims of rows that cannot all hold, in no order.
    #[inline(never)]
    pub fn new(group: &Group, given: &[Row]) -> Result<Program, Vec<usize>> {
        let mut most = FINE / COARSE;
        for row in given {
            most = most.max(row.limit.number().abs() as f64);
        }
        let infinite =
            Variable { meaning: Meaning::Slack { claim: None }, place: Place::Row(OBJECTIVE + 1) };
        let mut program = Program {
            given: given.into(),
            days: Vec::new(),
            variables: vec![infinite],
            rows: vec![ZERO.to_vec(), vec![1.0, 0.0, 0.0]],
            row_variables: vec![INFINITE; 2],
            column_variables: vec![INFINITE; AMOUNT],
            tolerance: most * COARSE,
        };
        match program.satisfy(group) {
            Err(claims) if !claims.is_empty() => Err(claims),
            _ => Ok(program),
        }
    }

    /// Whether it knows one number from the next, none of them being too large for that.
    pub fn is_fine(&self) -> bool {
        self.tolerance < 0.1
    }

    /// An end of a measure's count on a day; `None` where nothing bounds it.
    pub fn end(&mut self, group: &Group, measure: usize, day: i32, end: End) -> Option<Implied> {
        self.add_day(group, day);
        let window = Window { after: BEGINNING, to: day };
        self.rows[OBJECTIVE] = self.row_of(group, &[(measure, window, -end.sign())], &ZERO);
        self.satisfy(group).ok()?;
        let objective = &self.rows[OBJECTIVE];
        let [omega, number, epsilon] = [0, 1, 2].map(|n| end.sign() * objective[n]);
        (omega.abs() <= TINY).then(|| Implied {
            number: snapped(number),
            is_open: epsilon.abs() > TINY,
            because: self.claims_in(OBJECTIVE),
        })
    }

    /// Takes in the rows that the answer breaks, until it breaks none.
    ///
    /// # Errors
    ///
    /// As [`Program::solve`].
    fn satisfy(&mut self, group: &Group) -> Result<(), Vec<usize>> {
        loop {
            self.solve()?;
            let n_rows = self.rows.len();
            let history = History::new(self, group);
            let broken = history.broken(&self.given, self.tolerance);
            self.add_structure(group, &history);
            for n in broken.into_iter().flatten() {
                let row = self.given[n];
                let terms = [(row.measure, row.window, row.end.sign())];
                self.add(group, &terms, &amount(row.limit), Some(row.claim));
            }
            if self.rows.len() == n_rows {
                return Ok(());
            }
        }
    }

    /// Gives a day unknowns of its own. What was added up to the day after it is added there still, so
    /// that the history stays the same.
    fn add_day(&mut self, group: &Group, day: i32) {
        let n_before = self.days.partition_point(|&other| other < day);
        let next = self.days.get(n_before).copied();
        if next == Some(day) {
            return;
        }
        self.days.insert(n_before, day);
        for (measure, node) in group.measures.iter().enumerate() {
            if !node.sum_of.is_empty() {
                continue;
            }
            // A new unknown is so far only below the infinite bound, as that bound's own slack is.
            let mut place = self.variables[INFINITE].place;
            for variable in &self.variables {
                if let Meaning::Added { measure: other, day } = variable.meaning
                    && (other, Some(day)) == (measure, next)
                    && node.accumulates
                {
                    place = variable.place;
                }
            }
            for (n, row) in self.rows.iter_mut().enumerate() {
                row.push(match place {
                    Place::Row(own) => f64::from(u8::from(own == n)),
                    Place::Column(column) => row[column],
                });
            }
            let place = Place::Column(self.column_variables.len());
            self.column_variables.push(self.variables.len());
            self.variables.push(Variable { meaning: Meaning::Added { measure, day }, place });
        }
    }

    /// Adds a row: the sum is at most `right`.
    fn add(&mut self, group: &Group, terms: Terms, right: &Amount, claim: Option<usize>) {
        for (_, window, _) in terms {
            for day in [window.after, window.to] {
                if day != BEGINNING {
                    self.add_day(group, day);
                }
            }
        }
        let row = self.row_of(group, terms, right);
        let place = Place::Row(self.rows.len());
        self.row_variables.push(self.variables.len());
        self.variables.push(Variable { meaning: Meaning::Slack { claim }, place });
        self.rows.push(row);
    }

    /// What is missing until a sum reaches `right`, as a row.
    fn row_of(&self, group: &Group, terms: Terms, right: &Amount) -> Vec<f64> {
        let mut row = vec![0.0; self.column_variables.len()];
        row[..AMOUNT].copy_from_slice(right);
        for &(measure, window, sign) in terms {
            for variable in &self.variables {
                let Meaning::Added { measure: leaf, day } = variable.meaning else { continue };
                let is_counted = if group.measures[leaf].accumulates {
                    i8::from(window.after < day && day <= window.to)
                } else {
                    i8::from(day == window.to) - i8::from(day == window.after)
                };
                if is_counted == 0 || !group.is_within(leaf, measure) {
                    continue;
                }
                let multiple = sign * f64::from(is_counted);
                match variable.place {
                    Place::Column(column) => row[column] += multiple,
                    Place::Row(own) => take(&mut row, &self.rows[own], multiple),
                }
            }
        }
        row
    }

    /// Adds what holds of all counts, does not lie in the choice of the unknowns, and is broken: a part
    /// above its whole, and a whole that falls because it is the sum of levels too.
    #[inline(never)]
    fn add_structure(&mut self, group: &Group, history: &History) {
        for (measure, node) in group.measures.iter().enumerate() {
            let mut before = BEGINNING;
            for &day in &history.days {
                let until = |to: i32| Window { after: BEGINNING, to };
                let own = history.at(measure, day);
                let mut at_most_own = |measure_below: usize, day_below: i32| {
                    if is_above(&history.at(measure_below, day_below), &own, self.tolerance) {
                        let terms =
                            [(measure_below, until(day_below), 1.0), (measure, until(day), -1.0)];
                        self.add(group, &terms, &ZERO, None);
                    }
                };
                for &part in &node.includes {
                    at_most_own(part, day);
                }
                if node.accumulates {
                    at_most_own(measure, before);
                }
                before = day;
            }
        }
    }

    /// The claims whose slacks a row has positive multiples of.
    fn claims_in(&self, row: usize) -> Vec<usize> {
        let mut claims = Vec::new();
        for (column, &variable) in self.column_variables.iter().enumerate().skip(AMOUNT) {
            if self.rows[row][column] > TINY {
                claims.extend(self.claim(variable));
            }
        }
        claims
    }

    /// The claim whose row a variable is the slack of.
    fn claim(&self, variable: usize) -> Option<usize> {
        match self.variables[variable].meaning {
            Meaning::Slack { claim } => claim,
            Meaning::Added { .. } => None,
        }
    }

    /// Pivots until no variable is negative and nothing would make the objective larger.
    ///
    /// When rows have joined this is the dual simplex method, and for a new objective the simplex method.
    ///
    /// # Errors
    ///
    /// The claims of rows that cannot all hold; none where the numbers were too bad to go on.
    #[inline(never)]
    fn solve(&mut self) -> Result<(), Vec<usize>> {
        for _ in 0..MAX_STEPS * (self.rows.len() + self.column_variables.len()) {
            let mut row = Least { found: None, tolerance: self.tolerance };
            let mut column = Least { found: None, tolerance: self.tolerance };
            for (n, entries) in self.rows.iter().enumerate().skip(OBJECTIVE + 1) {
                if is_above(&ZERO, entries, self.tolerance) {
                    row.offer(ZERO, self.row_variables[n], n);
                }
            }
            let costs = &self.rows[OBJECTIVE];
            if let Some((_, variable, row)) = row.found {
                for (n, &entry) in self.rows[row].iter().enumerate().skip(AMOUNT) {
                    if entry < -TINY {
                        column.offer([costs[n] / -entry, 0.0, 0.0], self.column_variables[n], n);
                    }
                }
                if column.found.is_none() {
                    let mut claims = self.claims_in(row);
                    claims.extend(self.claim(variable));
                    return Err(claims);
                }
            } else {
                for (n, &cost) in costs.iter().enumerate().skip(AMOUNT) {
                    if cost < -TINY {
                        column.offer(ZERO, self.column_variables[n], n);
                    }
                }
                let Some((_, _, column)) = column.found else { return Ok(()) };
                for (n, entries) in self.rows.iter().enumerate().skip(OBJECTIVE + 1) {
                    let entry = entries[column];
                    if entry > TINY {
                        let ratio = [entries[0] / entry, entries[1] / entry, entries[2] / entry];
                        row.offer(ratio, self.row_variables[n], n);
                    }
                }
            }
            let (Some((_, _, row)), Some((_, _, column))) = (row.found, column.found) else {
                break;
            };
            self.pivot(row, column);
        }
        Err(Vec::new())
    }

    /// Exchanges the variable of a row with that of a column.
    fn pivot(&mut self, row: usize, column: usize) {
        let mut pivot = std::mem::take(&mut self.rows[row]);
        let entry = std::mem::replace(&mut pivot[column], 1.0);
        for part in &mut pivot {
            *part /= entry;
        }
        for (n, other) in self.rows.iter_mut().enumerate() {
            if n != row {
                let factor = std::mem::take(&mut other[column]);
                take(other, &pivot, factor);
            }
        }
        self.rows[row] = pivot;
        let own = &mut self.row_variables[row];
        std::mem::swap(own, &mut self.column_variables[column]);
        self.variables[*own].place = Place::Row(row);
        self.variables[self.column_variables[column]].place = Place::Column(column);
    }
}

/// Of several the one with the least ratio, and of equals that with the first variable: Bland's rule.
struct Least {
    /// The ratio, the variable, and the row or column.
    found: Option<(Amount, usize, usize)>,
    tolerance: f64,
}

impl Least {
    fn offer(&mut self, ratio: Amount, variable: usize, at: usize) {
        let is_less = self.found.is_none_or(|(least, first, _)| {
            is_above(&least, &ratio, self.tolerance)
                || (variable < first && !is_above(&ratio, &least, self.tolerance))
        });
        if is_less {
            self.found = Some((ratio, variable, at));
        }
    }
}

/// Takes a multiple of a list off another.
fn take(from: &mut [f64], list: &[f64], factor: f64) {
    if factor != 0.0 {
        for (own, other) in from.iter_mut().zip(list) {
            *own -= factor * other;
        }
    }
}

/// Whether the amount that a list begins with is above another's, by more than rounding.
fn is_above(list: &[f64], other: &[f64], tolerance: f64) -> bool {
    for (n, tolerance) in [TINY, tolerance, TINY].into_iter().enumerate() {
        let by = list[n] - other[n];
        if by.abs() > tolerance {
            return by > 0.0;
        }
    }
    false
}

/// The whole number that rounding has moved away from, where there is one.
fn snapped(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() <= FINE.max(number.abs() * COARSE) { whole } else { number }
}

/// What a limit allows.
fn amount(limit: Limit) -> Amount {
    [0.0, limit.number() as f64, if limit.is_open() { -1.0 } else { 0.0 }]
}

/// What a program has found: counts that stay the same between its days.
struct History {
    days: Vec<i32>,
    /// For each measure and day, at the measure's position times the number of days and the day's.
    counts: Vec<Amount>,
}

impl History {
    #[inline(never)]
    fn new(program: &Program, group: &Group) -> History {
        let days = program.days.clone();
        let n_days = days.len();
        let mut counts = vec![ZERO; group.measures.len() * n_days];
        for variable in &program.variables {
            if let (Meaning::Added { measure, day }, Place::Row(row)) =
                (variable.meaning, variable.place)
            {
                let n_before = days.partition_point(|&other| other < day);
                counts[measure * n_days + n_before].copy_from_slice(&program.rows[row][..AMOUNT]);
            }
        }
        for (measure, node) in group.measures.iter().enumerate().rev() {
            for n in 0..n_days {
                let at = measure * n_days + n;
                let mut count = counts[at];
                for &part in &node.sum_of {
                    take(&mut count, &counts[part * n_days + n], -1.0);
                }
                if n > 0 && node.accumulates && node.sum_of.is_empty() {
                    take(&mut count, &counts[at - 1], -1.0);
                }
                counts[at] = count;
            }
        }
        History { days, counts }
    }

    fn at(&self, measure: usize, day: i32) -> Amount {
        match self.days.partition_point(|&other| other <= day) {
            0 => ZERO,
            n_before => self.counts[measure * self.days.len() + n_before - 1],
        }
    }

    /// Of the lower and of the upper ends, the row that the history breaks most.
    #[inline(never)]
    fn broken(&self, rows: &[Row], tolerance: f64) -> [Option<usize>; 2] {
        let mut worst = [(ZERO, None); 2];
        for (n, row) in rows.iter().enumerate() {
            let sign = row.end.sign();
            let mut excess = ZERO;
            take(&mut excess, &self.at(row.measure, row.window.to), -sign);
            take(&mut excess, &self.at(row.measure, row.window.after), sign);
            take(&mut excess, &amount(row.limit), 1.0);
            let worst = &mut worst[row.end as usize];
            if is_above(&excess, &worst.0, tolerance) {
                *worst = (excess, Some(n));
            }
        }
        worst.map(|(_, row)| row)
    }
}
