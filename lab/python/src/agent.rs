//! Agents of a scenario that are Python functions.

use crate::{engine::Engine, errors::AgentError, values};
use dtao_genesis::text::account;
use dtao_lab::{
    agents::{Agent, Member, Now, Orders, Random, NEVER},
    api,
    chain::{Chain, Origin},
    scenario::Group,
};
use pyo3::{intern, prelude::*};
use std::sync::{Arc, Mutex, PoisonError};

/// The first exception of an agent in a study's runs.
pub type Failure = Arc<Mutex<Option<PyErr>>>;

/// Takes the exception out.
pub fn take(failure: &Failure) -> Option<PyErr> {
    failure.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// A call that an agent gives: its sender ("root" or an account), and the call encoded.
type Given = (String, Vec<u8>);

/// An agent in a run.
struct PythonAgent {
    name: String,
    every: u32,
    /// The package's actor of this run, which calls the user's function.
    actor: Py<PyAny>,
    /// The seed of its random numbers, once it has decided.
    has_seed: bool,
    failure: Failure,
}

/// Returns the group of an agent of the package: one account, as those that scenario files create.
pub fn group(agent: &Bound<'_, PyAny>, failure: Failure) -> PyResult<Group> {
    let py = agent.py();
    let name: String = agent.getattr(intern!(py, "name"))?.extract()?;
    let every: u32 = agent.getattr(intern!(py, "every"))?.extract()?;
    let from: u32 = agent.getattr(intern!(py, "start"))?.extract()?;
    let balance = values::amount(&agent.getattr(intern!(py, "balance"))?)?;
    let coldkey: String = agent.getattr(intern!(py, "coldkey"))?.extract()?;
    let member =
        Member { coldkey: values::account(&coldkey)?, hotkey: values::account(&format!("{coldkey}//hotkey"))? };
    let (of, agent) = (name.clone(), agent.clone().unbind());
    let build = move |_: &[Member]| -> Vec<Box<dyn Agent>> {
        let entered = Python::attach(|py| agent.call_method0(py, intern!(py, "_enter")));
        let actor = entered.unwrap_or_else(|error| abandon(&failure, error, &of));
        let agent = PythonAgent { name: of.clone(), every, actor, has_seed: false, failure: failure.clone() };
        vec![Box::new(agent)]
    };
    Ok(Group {
        name,
        kind: "python",
        members: vec![member],
        balance,
        from,
        until: u32::MAX,
        in_branch: false,
        build: Box::new(build),
    })
}

/// Ends the run, without the message of a panic: the exception is raised when all runs have stopped.
fn abandon(failure: &Failure, error: PyErr, name: &str) -> ! {
    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    std::panic::resume_unwind(Box::new(format!("agent {name} has raised an exception")))
}

impl PythonAgent {
    fn ask(&mut self, block: u32, random: &mut Random) -> PyResult<Vec<Given>> {
        let chain = Chain::current().ok_or_else(|| AgentError::new_err("the agent is not in a chain"))?;
        Python::attach(|py| {
            let actor = self.actor.bind(py);
            if !self.has_seed {
                // All bits that a number of the agent's stream has.
                let seed = (random.uniform() * (1_u64 << 53) as f64) as u64;
                actor.call_method1(intern!(py, "seed"), (seed,))?;
                self.has_seed = true;
            }
            let view = Py::new(py, Engine::of_view(chain))?;
            actor.call_method1(intern!(py, "decide"), (block, view))?.extract()
        })
    }

    fn give(&self, given: Vec<Given>, orders: &mut Orders) -> PyResult<()> {
        for (sender, call) in given {
            let origin = match sender.as_str() {
                "root" => Origin::Root,
                sender => Origin::Signed(account(sender).map_err(AgentError::new_err)?),
            };
            orders.all.push(api::order(origin, &call, orders.group).map_err(AgentError::new_err)?);
        }
        Ok(())
    }
}

impl Agent for PythonAgent {
    fn decide(&mut self, now: Now, random: &mut Random, orders: &mut Orders) -> u32 {
        let given = self.ask(now.block, random).and_then(|given| self.give(given, orders));
        if let Err(error) = given {
            abandon(&self.failure, error, &self.name);
        }
        now.block.checked_add(self.every).unwrap_or(NEVER)
    }

    fn copy(&self) -> Box<dyn Agent> {
        let copied = Python::attach(|py| self.actor.call_method0(py, intern!(py, "copy")));
        let actor = copied.unwrap_or_else(|error| abandon(&self.failure, error, &self.name));
        Box::new(Self { name: self.name.clone(), actor, failure: self.failure.clone(), ..*self })
    }
}
