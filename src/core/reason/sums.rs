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

use super::constraints::{BEGINNING, End, Group, Row, Window};

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

/// Why there is no answer.
enum Failure {
    /// Nothing fits; the rows of these claims alone imply it.
    Infeasible(Vec<usize>),
    /// The numbers were too bad to go on.
    Lost,
}

/// Where a variable stands: in a row, as what the row is solved for, or in a column.
#[derive(Clone, Copy, Debug)]
enum Place {
    Basic(usize),
    Other(usize),
}

/// A linear program as its dictionary: each basic variable is a right-hand side less multiples of the
/// others.
#[derive(Clone, Debug)]
pub struct Program {
    group: Group,
    /// All that may join.
    given: Vec<Row>,
    /// Ascending.
    days: Vec<i32>,
    /// Positions of the measures that are no sums.
    leaves: Vec<usize>,
    /// For each leaf and day the variable: what was added since the day before, of a level its count.
    unknowns: Vec<Vec<usize>>,
    /// For each variable, where it stands.
    places: Vec<Place>,
    /// For each variable, the given row that it is the slack of.
    origins: Vec<Option<usize>>,
    rows: Vec<Vec<f64>>,
    right: Vec<Amount>,
    /// The variable that each row is solved for.
    basic: Vec<usize>,
    /// The variable of each column, and what one of it adds to the objective.
    others: Vec<usize>,
    costs: Vec<f64>,
    objective: Amount,
    /// How far numbers may be off by rounding.
    tolerance: f64,
}

/// The slack of the row that keeps all unknowns together below an infinite bound: the first variable.
const INFINITE: usize = 0;

impl Program {
    /// A program for the rows of a group.
    ///
    /// # Errors
    ///
    /// The claims of rows that cannot all hold, in no order.
    pub fn new(group: &Group, rows: &[Row]) -> Result<Program, Vec<usize>> {
        let measures = 0..group.measures.len();
        let leaves: Vec<usize> =
            measures.filter(|&measure| group.measures[measure].sum_of.is_empty()).collect();
        let most = rows.iter().map(|row| row.limit.number().unsigned_abs()).max().unwrap_or(0);
        let mut program = Program {
            group: group.clone(),
            given: rows.to_vec(),
            days: Vec::new(),
            unknowns: vec![Vec::new(); leaves.len()],
            leaves,
            places: vec![Place::Basic(0)],
            origins: vec![None],
            rows: vec![Vec::new()],
            right: vec![[1.0, 0.0, 0.0]],
            basic: vec![INFINITE],
            others: Vec::new(),
            costs: Vec::new(),
            objective: ZERO,
            tolerance: FINE.max(most as f64 * COARSE),
        };
        match program.satisfy() {
            Err(Failure::Infeasible(claims)) => Err(claims),
            _ => Ok(program),
        }
    }

    /// An end of a measure's count on a day; `None` where nothing bounds it.
    pub fn end(&mut self, measure: usize, day: i32, end: End) -> Option<Implied> {
        self.add_day(day);
        let window = Window { after: BEGINNING, to: day };
        let sign = if end == End::Low { 1.0 } else { -1.0 };
        let mut objective = ZERO;
        self.costs = self.row_of(&[(measure, window, sign)], &mut objective);
        self.objective = objective.map(|part| -part);
        if self.improve().is_err() || self.satisfy().is_err() {
            return None;
        }
        let [omega, number, epsilon] = self.objective.map(|part| sign * part);
        if omega.abs() > TINY {
            return None;
        }
        let mut because = Vec::new();
        for (column, &variable) in self.others.iter().enumerate() {
            if self.costs[column] > TINY {
                because.extend(self.claim(variable));
            }
        }
        Some(Implied { number: snapped(number), is_open: epsilon.abs() > TINY, because })
    }

    /// Takes in the rows that the answer breaks, until it breaks none.
    fn satisfy(&mut self) -> Result<(), Failure> {
        loop {
            self.repair()?;
            let history = History::new(self);
            let broken = history.broken(&self.given, self.tolerance);
            let mut has_grown = self.add_structure(&history);
            for n in broken.into_iter().flatten() {
                let row = self.given[n];
                let number = row.limit.number() as f64;
                let sign = if row.end == End::High { 1.0 } else { -1.0 };
                let open = if row.limit.is_open() { -1.0 } else { 0.0 };
                self.add(&[(row.measure, row.window, sign)], [0.0, number, open], Some(n));
                has_grown = true;
            }
            if !has_grown {
                return Ok(());
            }
        }
    }

    /// Gives a day unknowns of its own. What was added up to the day after it is added there still, so
    /// that the history stays the same.
    fn add_day(&mut self, day: i32) {
        let Err(n) = self.days.binary_search(&day) else { return };
        for (leaf, &measure) in self.leaves.iter().enumerate() {
            let later = self.unknowns[leaf].get(n);
            let divided = later.filter(|_| self.group.measures[measure].accumulates);
            // A new unknown is so far only below the infinite bound, as that bound's own slack is.
            let place = self.places[*divided.unwrap_or(&INFINITE)];
            for (row_idx, row) in self.rows.iter_mut().enumerate() {
                row.push(match place {
                    Place::Basic(at) => f64::from(u8::from(at == row_idx)),
                    Place::Other(column) => row[column],
                });
            }
            self.costs.push(match place {
                Place::Basic(_) => 0.0,
                Place::Other(column) => self.costs[column],
            });
            let variable = self.places.len();
            self.places.push(Place::Other(self.others.len()));
            self.origins.push(None);
            self.others.push(variable);
            self.unknowns[leaf].insert(n, variable);
        }
        self.days.insert(n, day);
    }

    /// Adds a row: the sum of signed amounts is at most `right`.
    fn add(&mut self, terms: &[(usize, Window, f64)], right: Amount, origin: Option<usize>) {
        for (_, window, _) in terms {
            for day in [window.after, window.to] {
                if day != BEGINNING {
                    self.add_day(day);
                }
            }
        }
        let mut right = right;
        let row = self.row_of(terms, &mut right);
        let variable = self.places.len();
        self.places.push(Place::Basic(self.rows.len()));
        self.origins.push(origin);
        self.basic.push(variable);
        self.rows.push(row);
        self.right.push(right);
    }

    /// The sum of signed amounts as multiples of the other variables; what the basic ones come to is taken
    /// off `right`.
    fn row_of(&self, terms: &[(usize, Window, f64)], right: &mut Amount) -> Vec<f64> {
        let mut entries = vec![0.0; self.others.len()];
        for &(measure, window, sign) in terms {
            for (leaf, &position) in self.leaves.iter().enumerate() {
                if !is_within(&self.group, position, measure) {
                    continue;
                }
                for (n, &day) in self.days.iter().enumerate() {
                    let amount = if self.group.measures[position].accumulates {
                        f64::from(u8::from(window.after < day && day <= window.to))
                    } else {
                        f64::from(i8::from(day == window.to) - i8::from(day == window.after))
                    };
                    if amount == 0.0 {
                        continue;
                    }
                    match self.places[self.unknowns[leaf][n]] {
                        Place::Other(column) => entries[column] += sign * amount,
                        Place::Basic(at) => {
                            take(&mut entries, &self.rows[at], sign * amount);
                            take(right, &self.right[at], sign * amount);
                        }
                    }
                }
            }
        }
        entries
    }

    /// Adds what holds of all counts, does not lie in the choice of the unknowns, and is broken: a part
    /// above its whole, and a whole that falls because it is the sum of levels too.
    fn add_structure(&mut self, history: &History) -> bool {
        let mut broken = Vec::new();
        for (measure, node) in self.group.measures.iter().enumerate() {
            for (n, &day) in history.days.iter().enumerate() {
                let window = Window { after: BEGINNING, to: day };
                let own = history.counts[measure][n];
                for &part in &node.includes {
                    if is_above(history.counts[part][n], own, self.tolerance) {
                        broken.push([(part, window, 1.0), (measure, window, -1.0)]);
                    }
                }
                if n > 0
                    && node.accumulates
                    && is_above(history.counts[measure][n - 1], own, self.tolerance)
                {
                    let before = Window { after: BEGINNING, to: history.days[n - 1] };
                    broken.push([(measure, before, 1.0), (measure, window, -1.0)]);
                }
            }
        }
        for terms in &broken {
            self.add(terms, ZERO, None);
        }
        !broken.is_empty()
    }

    /// The claim whose row a variable is the slack of.
    fn claim(&self, variable: usize) -> Option<usize> {
        Some(self.given[self.origins[variable]?].claim)
    }

    fn max_steps(&self) -> usize {
        MAX_STEPS * (self.rows.len() + self.others.len())
    }

    /// Pivots until nothing would make the objective less, where no variable is negative: the simplex
    /// method.
    fn improve(&mut self) -> Result<(), Failure> {
        for _ in 0..self.max_steps() {
            let columns = 0..self.others.len();
            let cheap = columns.filter(|&column| self.costs[column] < -TINY);
            let Some(column) = cheap.min_by_key(|&column| self.others[column]) else {
                return Ok(());
            };
            let mut best: Option<(Amount, usize, usize)> = None;
            for (row, entries) in self.rows.iter().enumerate() {
                let entry = entries[column];
                if entry > TINY {
                    let ratio = self.right[row].map(|part| part / entry);
                    let variable = self.basic[row];
                    let is_better = best.is_none_or(|(least, first, _)| {
                        is_above(least, ratio, self.tolerance)
                            || (variable < first && !is_above(ratio, least, self.tolerance))
                    });
                    if is_better {
                        best = Some((ratio, variable, row));
                    }
                }
            }
            let Some((_, _, row)) = best else { return Err(Failure::Lost) };
            self.pivot(row, column);
        }
        Err(Failure::Lost)
    }

    /// Pivots until no variable is negative, where nothing would make the objective less: the dual simplex
    /// method.
    fn repair(&mut self) -> Result<(), Failure> {
        for _ in 0..self.max_steps() {
            let rows = 0..self.rows.len();
            let negative = rows.filter(|&row| is_above(ZERO, self.right[row], self.tolerance));
            let Some(row) = negative.min_by_key(|&row| self.basic[row]) else {
                return Ok(());
            };
            let mut best: Option<(f64, usize, usize)> = None;
            for (column, &entry) in self.rows[row].iter().enumerate() {
                if entry < -TINY {
                    let (ratio, variable) = (self.costs[column] / -entry, self.others[column]);
                    let is_better = best.is_none_or(|(least, first, _)| {
                        ratio < least - TINY || (ratio < least + TINY && variable < first)
                    });
                    if is_better {
                        best = Some((ratio, variable, column));
                    }
                }
            }
            let Some((_, _, column)) = best else {
                let mut because = Vec::new();
                because.extend(self.claim(self.basic[row]));
                for (column, &entry) in self.rows[row].iter().enumerate() {
                    if entry > TINY {
                        because.extend(self.claim(self.others[column]));
                    }
                }
                return Err(Failure::Infeasible(because));
            };
            self.pivot(row, column);
        }
        Err(Failure::Lost)
    }

    /// Exchanges the variable of a row with that of a column.
    fn pivot(&mut self, row: usize, column: usize) {
        let mut pivot = std::mem::take(&mut self.rows[row]);
        let entry = pivot[column];
        pivot[column] = 1.0;
        for part in pivot.iter_mut().chain(&mut self.right[row]) {
            *part /= entry;
        }
        let right = self.right[row];
        for (n, other) in self.rows.iter_mut().enumerate().filter(|(n, _)| *n != row) {
            let factor = other[column];
            if factor != 0.0 {
                other[column] = 0.0;
                take(other, &pivot, factor);
                take(&mut self.right[n], &right, factor);
            }
        }
        let factor = std::mem::take(&mut self.costs[column]);
        take(&mut self.costs, &pivot, factor);
        take(&mut self.objective, &right, -factor);
        self.rows[row] = pivot;
        let (leaving, entering) = (self.basic[row], self.others[column]);
        (self.basic[row], self.others[column]) = (entering, leaving);
        self.places[leaving] = Place::Other(column);
        self.places[entering] = Place::Basic(row);
    }
}

/// Takes a multiple of a list off another.
fn take(from: &mut [f64], list: &[f64], factor: f64) {
    for (own, other) in from.iter_mut().zip(list) {
        *own -= factor * other;
    }
}

/// Whether an amount is above another, by more than rounding.
fn is_above(amount: Amount, other: Amount, tolerance: f64) -> bool {
    for (n, tolerance) in [(0, TINY), (1, tolerance), (2, TINY)] {
        let by = amount[n] - other[n];
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

/// Whether a leaf is a measure or one of those that it is the sum of.
fn is_within(group: &Group, leaf: usize, measure: usize) -> bool {
    leaf == measure
        || group.measures[measure].sum_of.iter().any(|&part| is_within(group, leaf, part))
}

/// What a program has found: counts that stay the same between its days.
struct History {
    days: Vec<i32>,
    /// Of each measure on each day.
    counts: Vec<Vec<Amount>>,
}

impl History {
    fn new(program: &Program) -> History {
        let n_days = program.days.len();
        let mut counts = vec![vec![ZERO; n_days]; program.group.measures.len()];
        for (measure, counts) in counts.iter_mut().enumerate() {
            for (leaf, &position) in program.leaves.iter().enumerate() {
                if !is_within(&program.group, position, measure) {
                    continue;
                }
                let mut so_far = ZERO;
                for (n, count) in counts.iter_mut().enumerate() {
                    if !program.group.measures[position].accumulates {
                        so_far = ZERO;
                    }
                    if let Place::Basic(row) = program.places[program.unknowns[leaf][n]] {
                        take(&mut so_far, &program.right[row], -1.0);
                    }
                    take(count, &so_far, -1.0);
                }
            }
        }
        History { days: program.days.clone(), counts }
    }

    fn at(&self, measure: usize, day: i32) -> Amount {
        match self.days.partition_point(|&other| other <= day) {
            0 => ZERO,
            n_before => self.counts[measure][n_before - 1],
        }
    }

    /// Of the lower and of the upper ends, the row that the history breaks most.
    fn broken(&self, rows: &[Row], tolerance: f64) -> [Option<usize>; 2] {
        let mut worst: [Option<(Amount, usize)>; 2] = [None; 2];
        for (n, row) in rows.iter().enumerate() {
            let mut excess = self.at(row.measure, row.window.to);
            if row.window.after != BEGINNING {
                take(&mut excess, &self.at(row.measure, row.window.after), 1.0);
            }
            if row.end == End::Low {
                excess = excess.map(|part| -part);
            }
            excess[1] -= row.limit.number() as f64;
            excess[2] += f64::from(u8::from(row.limit.is_open()));
            let slot = &mut worst[usize::from(row.end == End::High)];
            if is_above(excess, slot.map_or(ZERO, |(most, _)| most), tolerance) {
                *slot = Some((excess, n));
            }
        }
        worst.map(|row| row.map(|(_, n)| n))
    }
}
