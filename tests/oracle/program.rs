//! Linear programs over counts that are at least 0, solved exactly by the simplex method.
//!
//! No answer is believed: each comes with a proof (a point, multipliers or a direction), and the
//! proof is checked against the inequalities as they were given.

use super::number::{Amount, Ratio};

/// A sum of variables with whole coefficients.
pub type Terms = Vec<(usize, i64)>;

/// Inequalities, each "these terms are at most that".
#[derive(Clone, Debug)]
pub struct Program {
    n_variables: usize,
    rows: Vec<(Terms, Amount)>,
}

/// A program that has a solution, and one of its corners to start from.
#[derive(Debug)]
pub struct Feasible {
    program: Program,
    corner: Dictionary,
}

/// Basic variables in terms of the others, which are 0 here: the slack form of the simplex method, as in
/// *Introduction to Algorithms*, third edition, section 29.3.
///
/// Variables are numbered: first the program's own, then one slack for each row, then the helper.
#[derive(Clone, Debug)]
struct Dictionary {
    basic: Vec<usize>,
    free: Vec<usize>,
    /// The value of each basic variable.
    values: Vec<Amount>,
    /// `factors[row][column]`: how much the basic variable falls when the free one rises by 1.
    factors: Vec<Vec<Ratio>>,
    /// The value of what is maximised, and how much it rises with each free variable.
    objective: Amount,
    gains: Vec<Ratio>,
}

enum Outcome {
    Optimum,
    /// The free variable, by its column, that can rise for ever.
    Unbounded(usize),
}

impl Program {
    pub fn new(n_variables: usize) -> Program {
        Program { n_variables, rows: Vec::new() }
    }

    /// Demands that `terms` are at most `limit`.
    pub fn at_most(&mut self, terms: Terms, limit: Amount) {
        self.rows.push((terms, limit));
    }

    /// Demands that `terms` are at least `limit`.
    pub fn at_least(&mut self, terms: Terms, limit: Amount) {
        self.at_most(
            terms.into_iter().map(|(variable, factor)| (variable, -factor)).collect(),
            -limit,
        );
    }

    /// Finds out whether all inequalities can hold.
    pub fn solve(self) -> Option<Feasible> {
        let n = self.n_variables;
        let helper = n + self.rows.len();
        let mut dictionary = Dictionary {
            basic: (n..helper).collect(),
            free: (0..n).collect(),
            values: self.rows.iter().map(|(_, limit)| *limit).collect(),
            factors: self.rows.iter().map(|(terms, _)| dense(terms, n)).collect(),
            objective: Amount::ZERO,
            gains: vec![Ratio::ZERO; n],
        };
        let worst = (0..self.rows.len()).min_by_key(|&row| dictionary.values[row]);
        if let Some(worst) = worst.filter(|&row| dictionary.values[row].signum() < 0) {
            // Every limit is raised by a helper, and the helper made as small as possible.
            dictionary.free.push(helper);
            dictionary.factors.iter_mut().for_each(|row| row.push(Ratio::whole(-1)));
            dictionary.gains.push(Ratio::whole(-1));
            dictionary.pivot(worst, n);
            assert!(matches!(dictionary.maximise(), Outcome::Optimum), "the helper is at least 0");
            if dictionary.objective.signum() < 0 {
                self.prove_infeasible(&dictionary);
                return None;
            }
            dictionary.drop_helper(helper);
        }
        self.check_point(&dictionary);
        Some(Feasible { program: self, corner: dictionary })
    }

    /// Multipliers that add the inequalities up to "at least 0 is below 0".
    fn prove_infeasible(&self, dictionary: &Dictionary) {
        let multipliers = dictionary.multipliers(self.n_variables, self.rows.len());
        let (sums, total) = self.add_up(&multipliers);
        assert!(sums.iter().all(|sum| sum.signum() >= 0), "the sum of the rows is at least 0");
        assert!(total.signum() < 0, "and at most a number below 0");
    }

    /// The rows times multipliers that are at least 0, added.
    fn add_up(&self, multipliers: &[Ratio]) -> (Vec<Ratio>, Amount) {
        let mut sums = vec![Ratio::ZERO; self.n_variables];
        let mut total = Amount::ZERO;
        for ((terms, limit), &multiplier) in self.rows.iter().zip(multipliers) {
            assert!(multiplier.signum() >= 0, "a multiplier below 0 turns an inequality round");
            for &(variable, factor) in terms {
                sums[variable] = sums[variable] + multiplier * Ratio::whole(factor);
            }
            total = total + limit.times(multiplier);
        }
        (sums, total)
    }

    /// The dictionary's corner keeps every inequality.
    fn check_point(&self, dictionary: &Dictionary) {
        let point = dictionary.point(self.n_variables);
        assert!(point.iter().all(|value| value.signum() >= 0), "a count is at least 0");
        for (terms, limit) in &self.rows {
            assert!(total(terms, &point) <= *limit, "a point that breaks {terms:?} ≤ {limit:?}");
        }
    }
}

impl Feasible {
    /// The largest value of a sum of variables, or `None` where it has none.
    pub fn maximum(&self, terms: &Terms) -> Option<Amount> {
        let n = self.program.n_variables;
        let mut dictionary = self.corner.clone();
        dictionary.set_objective(&dense(terms, n));
        if let Outcome::Unbounded(column) = dictionary.maximise() {
            self.prove_unbounded(&dictionary, column, terms);
            return None;
        }
        self.program.check_point(&dictionary);
        let reached = total(terms, &dictionary.point(n));
        let multipliers = dictionary.multipliers(n, self.program.rows.len());
        let (sums, bound) = self.program.add_up(&multipliers);
        for (sum, factor) in sums.iter().zip(dense(terms, n)) {
            assert!((*sum - factor).signum() >= 0, "the sum of the rows is at least the terms");
        }
        assert_eq!(reached, bound, "a point that reaches what the rows allow at most");
        Some(bound)
    }

    /// The smallest value of a sum of variables with factors above 0.
    pub fn minimum(&self, terms: &Terms) -> Amount {
        let opposite = terms.iter().map(|&(variable, factor)| (variable, -factor)).collect();
        -self.maximum(&opposite).expect("counts are at least 0")
    }

    /// A direction that every inequality allows and along which the terms grow.
    fn prove_unbounded(&self, dictionary: &Dictionary, column: usize, terms: &Terms) {
        let mut direction = vec![Amount::ZERO; self.program.n_variables];
        let mut set = |variable: usize, step: Ratio| {
            if let Some(place) = direction.get_mut(variable) {
                *place = Amount { plain: step, hair: Ratio::ZERO };
            }
        };
        set(dictionary.free[column], Ratio::whole(1));
        for (&variable, row) in dictionary.basic.iter().zip(&dictionary.factors) {
            set(variable, -row[column]);
        }
        assert!(direction.iter().all(|step| step.signum() >= 0), "counts stay at least 0");
        for (row, _) in &self.program.rows {
            assert!(total(row, &direction).signum() <= 0, "a direction that breaks {row:?}");
        }
        assert!(total(terms, &direction).signum() > 0, "the terms grow");
    }
}

impl Dictionary {
    /// Makes a basic variable free and a free one basic.
    fn pivot(&mut self, row: usize, column: usize) {
        let inverse = self.factors[row][column].inverse();
        for factor in &mut self.factors[row] {
            if !factor.is_zero() {
                *factor = *factor * inverse;
            }
        }
        self.factors[row][column] = inverse;
        self.values[row] = self.values[row].times(inverse);
        let pivot_row = self.factors[row].clone();
        let pivot_value = self.values[row];
        for other in 0..self.basic.len() {
            let factor = self.factors[other][column];
            if other == row || factor.is_zero() {
                continue;
            }
            self.values[other] = self.values[other] - pivot_value.times(factor);
            eliminate(&mut self.factors[other], &pivot_row, column, factor);
        }
        let gain = self.gains[column];
        if !gain.is_zero() {
            self.objective = self.objective + pivot_value.times(gain);
            eliminate(&mut self.gains, &pivot_row, column, gain);
        }
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
    }

    /// Pivots until nothing can be gained, always choosing the variable with the smallest number,
    /// which cannot go round in circles: Bland, "New finite pivoting rules for the simplex method", 1977.
    fn maximise(&mut self) -> Outcome {
        loop {
            let rising = (0..self.free.len())
                .filter(|&column| self.gains[column].signum() > 0)
                .min_by_key(|&column| self.free[column]);
            let Some(column) = rising else { return Outcome::Optimum };
            let first_at_zero = (0..self.basic.len())
                .filter(|&row| self.factors[row][column].signum() > 0)
                .map(|row| (self.values[row].times(self.factors[row][column].inverse()), row))
                .min_by_key(|&(step, row)| (step, self.basic[row]));
            let Some((_, row)) = first_at_zero else { return Outcome::Unbounded(column) };
            self.pivot(row, column);
        }
    }

    /// Takes the helper, which is 0, out of the dictionary.
    fn drop_helper(&mut self, helper: usize) {
        if let Some(row) = self.basic.iter().position(|&variable| variable == helper) {
            let column = self.factors[row].iter().position(|factor| !factor.is_zero());
            self.pivot(row, column.expect("the helper is not constant"));
        }
        let column = self.free.iter().position(|&variable| variable == helper);
        let column = column.expect("a variable that is not basic is free");
        self.free.remove(column);
        self.factors.iter_mut().for_each(|row| {
            row.remove(column);
        });
        self.gains.remove(column);
    }

    /// Replaces what is maximised by a sum of the program's own variables.
    fn set_objective(&mut self, terms: &[Ratio]) {
        let factor = |variable: usize| terms.get(variable).copied().unwrap_or(Ratio::ZERO);
        self.objective = Amount::ZERO;
        self.gains = self.free.iter().map(|&variable| factor(variable)).collect();
        for (row, &variable) in self.basic.iter().enumerate() {
            let factor = factor(variable);
            if factor.is_zero() {
                continue;
            }
            self.objective = self.objective + self.values[row].times(factor);
            for (gain, &share) in self.gains.iter_mut().zip(&self.factors[row]) {
                *gain = *gain - factor * share;
            }
        }
    }

    /// Where the dictionary's corner is, in the program's own variables.
    fn point(&self, n_variables: usize) -> Vec<Amount> {
        let mut point = vec![Amount::ZERO; n_variables];
        for (&variable, &value) in self.basic.iter().zip(&self.values) {
            if variable < n_variables {
                point[variable] = value;
            }
        }
        point
    }

    /// What a looser limit of each row would be worth.
    fn multipliers(&self, n_variables: usize, n_rows: usize) -> Vec<Ratio> {
        let mut multipliers = vec![Ratio::ZERO; n_rows];
        for (&variable, &gain) in self.free.iter().zip(&self.gains) {
            if (n_variables..n_variables + n_rows).contains(&variable) {
                multipliers[variable - n_variables] = -gain;
            }
        }
        multipliers
    }
}

/// Puts a pivot's row in place of the variable that becomes basic. For rows and gains alike.
fn eliminate(row: &mut [Ratio], pivot_row: &[Ratio], column: usize, factor: Ratio) {
    for (n, (entry, &pivot)) in row.iter_mut().zip(pivot_row).enumerate() {
        if n == column {
            *entry = -factor * pivot;
        } else if !pivot.is_zero() {
            *entry = *entry - factor * pivot;
        }
    }
}

fn dense(terms: &Terms, n_variables: usize) -> Vec<Ratio> {
    let mut dense = vec![Ratio::ZERO; n_variables];
    for &(variable, factor) in terms {
        dense[variable] = dense[variable] + Ratio::whole(factor);
    }
    dense
}

fn total(terms: &Terms, point: &[Amount]) -> Amount {
    terms.iter().fold(Amount::ZERO, |sum, &(variable, factor)| {
        sum + point[variable].times(Ratio::whole(factor))
    })
}
